import type { MessageMemory } from '../../../dialects/modemStates';
import { stateRule, type View } from '../../../dialects/views';
import type { UrcDefinition } from '../../../grammar/urc';
import { messageStores, messageStoresSet } from '../messageCommands';

interface Reported {
  readonly receiveUsed: number;
  readonly receiveTotal: number;
}

const memoryOf = (
  { receiveUsed: used, receiveTotal: total }: Reported,
  storage: string | undefined,
): MessageMemory => ({
  ...(storage === undefined ? {} : { storage }),
  used,
  total,
  isFull: total > 0 && used >= total,
});

/** How full the storage is in which messages are received; `full` are the URCs of the maker that say that it is. */
export const messagesView = (...full: readonly UrcDefinition<unknown>[]): View<MessageMemory> => ({
  rules: [
    stateRule.answer(messageStoresSet, (values): MessageMemory => memoryOf(values, values.receive)),
    stateRule.answer(messageStores, (values, last: MessageMemory | undefined): MessageMemory =>
      memoryOf(values, last?.storage),
    ),
    ...full.map((urc) =>
      stateRule.urc(urc, (_, last: MessageMemory | undefined): MessageMemory => ({
        used: last?.total ?? 0,
        total: 0,
        ...last,
        isFull: true,
      })),
    ),
  ],
  // What is stored outlives a restart.
  afterRestart: (last) => last,
});
