import { messageList, messageRead } from '../../../../families/standard/messageCommands';
import { splitFields } from '../../../../grammar/codecs/splitFields';
import { emulatedForm } from '../../../core/emulatedForm';
import { charset } from './charset';
import { handle, type HandlerContext, type Handler } from '../../../core/handler';
import { messagePdu } from '../../../card/messagePdu';
import { MESSAGE_STATES, type StoredMessage } from '../../../card/messageStore';
import { INVALID_INDEX, ok, refused, type Reply } from '../../../core/reply';
import { spokenLine, type Utterance } from '../../../core/utterance';
import { details, format, storeFor } from './messageHandlers';

/** Reading messages: 27.005 § 3.4.2–3.4.3, § 4.1–4.2. */

const kindOf = (number: string): number => (number.startsWith('+') ? 145 : 129);
const isReceived = ({ state }: StoredMessage): boolean => state.startsWith('REC');

/** The tail that `AT+CSDH=1` shows, the length of what the message says at its end. */
const tail = (
  message: StoredMessage,
  modem: HandlerContext,
  isWhole: boolean,
): readonly (string | number)[] => {
  if (!details.of(modem.state).on) return [];
  const { length } = message.text;
  const kind = kindOf(message.number);
  if (!isWhole) return [kind, length];
  const { centre } = modem.card;
  return [kind, 4, 0, 0, `"${charset.show(centre, modem.state)}"`, kindOf(centre), length];
};

const textHeader = (message: StoredMessage, modem: HandlerContext, isWhole: boolean): string => {
  const number = `"${charset.show(message.number, modem.state)}"`;
  const time = isReceived(message) ? [`"${message.time ?? ''}"`] : [];
  return [`"${message.state}"`, number, '', ...time, ...tail(message, modem, isWhole)].join(',');
};

const pduHeader = (message: StoredMessage): string =>
  `${MESSAGE_STATES.indexOf(message.state)},,${messagePdu.octetsIn(message.pdu)}`;

/** The header of a message in `+CMT`: sender and time, or its length. */
export const messageHead = (message: StoredMessage, modem: HandlerContext): string => {
  if (!format.of(modem.state).asText) return `,${messagePdu.octetsIn(message.pdu)}`;
  return `"${charset.show(message.number, modem.state)}",,"${message.time ?? ''}"`;
};

/** A message as it is read: the header and what it says are one answer. */
const shown = (
  message: StoredMessage,
  modem: HandlerContext,
  header: string,
  isWhole: boolean,
): Utterance => {
  const { asText } = format.of(modem.state);
  const fields = asText ? textHeader(message, modem, isWhole) : pduHeader(message);
  const body = asText ? charset.showBody(message.text, modem.state) : message.pdu;
  return spokenLine(`${header}${fields}\r\n${body}`, 'info');
};

const markRead = (message: StoredMessage): void => {
  if (message.state === 'REC UNREAD') message.state = 'REC READ';
};

/** An empty place answers OK alone. */
const read = (modem: HandlerContext, index: number, keepsUnread: boolean): Reply => {
  const { store } = storeFor(modem);
  if (!store.isPlace(index)) return refused(INVALID_INDEX);
  const message = store.at(index);
  if (!message) return ok();
  const line = shown(message, modem, '+CMGR: ', true);
  if (!keepsUnread) markRead(message);
  return ok(line);
};

const ALL = 4;

/** A second parameter of 1 leaves the messages unread (SIM800 AT manual V1.09 pages 114–117). */
const list = (modem: HandlerContext, given: string): Reply => {
  const [which = '', mode = '0'] = splitFields(given).map((field) => field.replaceAll('"', ''));
  if (!/^[01]$/.test(mode)) return refused();
  const { asText } = format.of(modem.state);
  const words: readonly string[] = [...MESSAGE_STATES, 'ALL'];
  const wanted = asText ? words.indexOf(which.toUpperCase()) : /^[0-4]$/.test(which) ? Number(which) : -1;
  if (wanted < 0) return refused();
  const found = storeFor(modem).store.all.filter(
    ([, { state }]) => wanted === ALL || MESSAGE_STATES.indexOf(state) === wanted,
  );
  const lines = found.map(([index, message]) => shown(message, modem, `+CMGL: ${index},`, false));
  if (mode === '0') for (const [, message] of found) markRead(message);
  return ok(...lines);
};

export const messageReadingHandlers: readonly Handler[] = [
  handle(messageRead, ({ index, keepsUnread = false }, modem) => read(modem, index, keepsUnread)),
  handle(messageList, ({ which }, modem) => list(modem, which)),
  // Its words are those of the format that is chosen (27.005 § 3.4.2, § 4.1).
  handle(emulatedForm('+CMGL=?'), (_, { state }) => {
    const words = [...MESSAGE_STATES, 'ALL'].map((word) => `"${word}"`).join(',');
    return ok(spokenLine(`+CMGL: (${format.of(state).asText ? words : '0-4'})`, 'info'));
  }),
  // Alone it lists the unread ones.
  handle(emulatedForm('+CMGL'), (_, modem) =>
    list(modem, format.of(modem.state).asText ? 'REC UNREAD' : '0'),
  ),
];
