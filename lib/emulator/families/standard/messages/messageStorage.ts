import {
  messageDelete,
  messageStores,
  messageStoresSet,
} from '../../../../families/standard/messageCommands';
import { messagePlaces } from '../../../../families/standard/messages/messageTestCommands';
import type { StoredMessage, Storage } from '../../../card/messageStore';
import { handle, type Handler, type HandlerContext } from '../../../core/handler';
import { INVALID_INDEX, ok, refused, type Reply } from '../../../core/reply';
import { answerLine } from '../../../core/utterance';

/** The storages of messages: which are used, how full they are, and how places become free (27.005 § 3.2.2, § 3.5.4). */

/** Where messages are read, written and received: the places of `AT+CPMS`. */
type Purpose = 0 | 1 | 2;
export const [READ, WRITE, RECEIVE] = [0, 1, 2] as const;

const namesOf = ({ state }: HandlerContext): readonly string[] =>
  (state.settings.get('+CPMS') ?? 'SM,SM,SM').split(',');

/** The name of the storage of a purpose. */
export const storageName = (modem: HandlerContext, purpose: Purpose): string =>
  namesOf(modem)[purpose] ?? 'SM';

/** A storage by its name. */
export const storageOf = ({ card }: HandlerContext, name: string): Storage =>
  (card.store(name) ?? card.store('SM')) as Storage;

/** The storage of a purpose; default: for reading. */
export const storeFor = (modem: HandlerContext, purpose: Purpose = READ): Storage =>
  storageOf(modem, storageName(modem, purpose));

/** Deletes these messages. What the network keeps for want of a place can come now. */
export const deleteMessages = (
  modem: HandlerContext,
  store: Storage,
  isMeant: (message: StoredMessage, index: number) => boolean,
): void => {
  for (const [index, message] of store.all) if (isMeant(message, index)) store.remove(index);
  modem.state.isFull = false;
  modem.reachable();
};

const fullness = (modem: HandlerContext) => {
  const [read, write, receive] = [storeFor(modem, READ), storeFor(modem, WRITE), storeFor(modem, RECEIVE)];
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
  const { stores } = modem.family.messages;
  if (!now.every((name, at) => stores[at as Purpose].includes(name))) return refused();
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

const remove = (modem: HandlerContext, index: number | undefined, flag: number): Reply => {
  const states = DELETED_BY[flag];
  const store = storeFor(modem);
  if (!states) return refused();
  if (flag === 0 && (index === undefined || !store.isPlace(index))) return refused(INVALID_INDEX);
  deleteMessages(modem, store, ({ state }, at) => (flag === 0 ? at === index : states.includes(state)));
  return ok();
};

const places = (modem: HandlerContext): Reply => {
  const { family, settings } = modem;
  const store = storeFor(modem);
  const { firstPlace } = settings;
  const used = store.all.map(([index]) => index).join(',');
  const offered = family.messages.listsUsed ? used : `${firstPlace}-${store.total + firstPlace - 1}`;
  return ok(answerLine(messagePlaces, { offered: `(${offered}),(0-4)` }));
};

export const messageStorageHandlers: readonly Handler[] = [
  handle(messageStores, ({ read, write, receive }, modem) => choose(modem, [read, write, receive])),
  handle(messageStoresSet, (_, modem) => {
    const [read = '', write = '', receive = ''] = namesOf(modem);
    return ok(answerLine(messageStoresSet, { read, write, receive, ...fullness(modem) }));
  }),
  handle(messageDelete, ({ index, flag = 0 }, modem) => remove(modem, index, flag)),
  handle(messagePlaces, (_, modem) => places(modem)),
];
