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
  const memories = new WeakMap<CommandChannel, T>();
  return (channel) => {
    const known = memories.get(channel) ?? fresh();
    memories.set(channel, known);
    return known;
  };
};
