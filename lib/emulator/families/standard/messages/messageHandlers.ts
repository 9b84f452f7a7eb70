import {
  messageDelete,
  messageDetails,
  messageDetailsSet,
  messageFormat,
  messageFormatSet,
  messageIndications,
  messageIndicationsSet,
  messageParameters,
  messageParametersSet,
  messageService,
  messageServiceSet,
  messageStores,
  messageStoresSet,
  serviceCentre,
  serviceCentreSet,
} from '../../../../families/standard/messageCommands';
import { answerLine, spokenLine } from '../../../core/utterance';
import type { FamilyFacts } from '../../../core/family';
import { charset } from './charset';
import { handle, type HandlerContext, type Handler } from '../../../core/handler';
import { MessageStore } from '../../../card/messageStore';
import { INVALID_INDEX, ok, refused, type Reply } from '../../../core/reply';
import type { CommandFactory } from '../../../../grammar/command';
import { parseRequest } from '../../../../grammar/parseRequest';
import { readShape, type Shape, type Values, writeShape } from '../../../../grammar/forms/shape';
import { splitFields } from '../../../../grammar/codecs/splitFields';
import type { ModemState } from '../../../core/state';

/** A setting that one command writes and another reads, its fields by name. */
interface Kept<S extends Shape> {
  readonly handlers: readonly Handler[];
  /** What it is now. */
  readonly of: (state: ModemState) => Values<S>;
}

/**
 * Makes a setting from its two definitions, write and read. An omitted field keeps its value; one that does not fit is
 * refused.
 */
const kept = <S extends Shape, A extends Shape>(
  write: CommandFactory<S, Record<never, never>>,
  read: CommandFactory<Record<never, never>, A>,
  initial: Values<S>,
  fits: (values: Values<S>, family: FamilyFacts) => boolean = () => true,
): Kept<S> => {
  const { name } = parseRequest(read.head);
  const of = (state: ModemState): Values<S> => {
    const stored = state.settings.get(name);
    return (stored === undefined ? undefined : readShape(write.takes, splitFields(stored))) ?? initial;
  };
  const lineOf = (values: Values<S>): string => writeShape(write.takes, values).join(',');
  return {
    of,
    handlers: [
      handle(write, (args, { state, family }) => {
        const values = { ...of(state), ...args };
        if (!fits(values, family)) return refused();
        state.settings.set(name, lineOf(values));
        return ok();
      }),
      handle(read, (_, { state }) => ok(spokenLine(`${name}: ${lineOf(of(state))}`, 'info'))),
    ],
  };
};

/** Settings and stores of messages (27.005 § 3.2–3.4). */

const MAX_OCTET = 255;

const isIn = (value: number | undefined, max: number): boolean => (value ?? 0) >= 0 && (value ?? 0) <= max;

export const format = kept(messageFormat, messageFormatSet, { asText: false });
export const details = kept(messageDetails, messageDetailsSet, { on: false });
export const indications = kept(
  messageIndications,
  messageIndicationsSet,
  { mode: 2, message: 1, broadcast: 0, report: 0, buffer: 0 },
  ({ mode, message, broadcast, report, buffer }, { maxIndications }) =>
    isIn(mode, maxIndications.mode) &&
    isIn(message, 3) &&
    (broadcast === 0 || broadcast === 2) &&
    isIn(report, maxIndications.report) &&
    isIn(buffer, 1),
);
const parameters = kept(
  messageParameters,
  messageParametersSet,
  { firstOctet: 17, validity: 167, protocol: 0, coding: 0 },
  (values) => Object.values(values).every((value) => isIn(value, MAX_OCTET)),
);

/** Where messages are read, written and received. */
type Purpose = 0 | 1 | 2;
const READ: Purpose = 0;

const namesOf = ({ state }: HandlerContext): readonly string[] =>
  (state.settings.get('+CPMS') ?? 'SM,SM,SM').split(',');

/** The store of a purpose; default: for reading. */
export const storeFor = (
  modem: HandlerContext,
  purpose: Purpose = READ,
): { readonly name: string; readonly store: MessageStore } => {
  const name = namesOf(modem)[purpose] ?? 'SM';
  return { name, store: modem.card.store(name) ?? new MessageStore() };
};

const fullness = (modem: HandlerContext) => {
  const [read, write, receive] = ([0, 1, 2] as const).map((purpose) => storeFor(modem, purpose).store) as [
    MessageStore,
    MessageStore,
    MessageStore,
  ];
  return {
    readUsed: read.used,
    readTotal: read.total,
    writeUsed: write.used,
    writeTotal: write.total,
    receiveUsed: receive.used,
    receiveTotal: receive.total,
  };
};

const choose = (modem: HandlerContext, wanted: readonly (string | undefined)[]): Reply => {
  const now = namesOf(modem).map((name, at) => wanted[at]?.toUpperCase() ?? name);
  if (!now.every((name) => modem.card.store(name))) return refused();
  modem.state.settings.set('+CPMS', now.join(','));
  return ok(answerLine(messageStores, fullness(modem)));
};

/** 1 read messages, 2 also sent ones, 3 also unsent ones, 4 all (27.005 § 3.5.4). */
const DELETED_BY: readonly (readonly string[])[] = [
  [],
  ['REC READ'],
  ['REC READ', 'STO SENT'],
  ['REC READ', 'STO SENT', 'STO UNSENT'],
  ['REC READ', 'STO SENT', 'STO UNSENT', 'REC UNREAD'],
];

const remove = (messages: MessageStore, index: number | undefined, flag: number): Reply => {
  const states = DELETED_BY[flag];
  if (!states) return refused();
  if (flag === 0) {
    if (index === undefined || !messages.isPlace(index)) return refused(INVALID_INDEX);
    messages.remove(index);
  }
  for (const [at, { state }] of messages.all) if (states.includes(state)) messages.remove(at);
  return ok();
};

export const messageHandlers: readonly Handler[] = [
  ...format.handlers,
  ...details.handlers,
  ...indications.handlers,
  ...parameters.handlers,
  handle(messageStores, ({ read, write, receive }, modem) => choose(modem, [read, write, receive])),
  handle(messageStoresSet, (_, modem) => {
    const [read = '', write = '', receive = ''] = namesOf(modem);
    return ok(answerLine(messageStoresSet, { read, write, receive, ...fullness(modem) }));
  }),
  handle(messageDelete, ({ index, flag = 0 }, modem) => remove(storeFor(modem).store, index, flag)),
  handle(serviceCentre, ({ number }, { state, card }) => {
    const read = charset.read(number, state);
    if (read === undefined || !/^\+?\d+$/.test(read)) return refused();
    card.centre = read;
    return ok();
  }),
  handle(serviceCentreSet, (_, { state, card: { centre } }) =>
    ok(
      answerLine(serviceCentreSet, {
        number: charset.show(centre, state),
        type: centre.startsWith('+') ? 145 : 129,
      }),
    ),
  ),
  handle(messageService, ({ service }, { state }) => {
    if (service !== 0 && service !== 1) return refused();
    state.settings.set('+CSMS', String(service));
    return ok(answerLine(messageService, { receives: true, sends: true, broadcasts: true }));
  }),
  handle(messageServiceSet, (_, { state }) => {
    const service = Number(state.settings.get('+CSMS') ?? 0);
    return ok(answerLine(messageServiceSet, { service, receives: true, sends: true, broadcasts: true }));
  }),
];
