import type { CommandChannel } from '../../../operators/commandChannel';

/**
 * The place where a dialect keeps what it must remember from one step of a turn to the next: a handle, a length, the file that
 * holds a response. The memory is made for each turn that a flow takes on a service, and ends with it; nothing of one try is left
 * for the next.
 *
 *     const memoryOf = perTurn(() => ({ handle: undefined as number | undefined }));
 *     read: (channel, offset, size) => …memoryOf(channel).handle…
 */
export const perTurn = <T extends object>(fresh: () => T): ((channel: CommandChannel) => T) => {
  const memories = new WeakMap<object, T>();
  return (channel) => {
    // A step may wrap the channel: its turn stays the same.
    const { turn = channel } = channel;
    const known = memories.get(turn) ?? fresh();
    memories.set(turn, known);
    return known;
  };
};
