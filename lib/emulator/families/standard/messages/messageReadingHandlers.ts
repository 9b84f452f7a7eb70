import { messageList, messageRead } from '../../../../families/standard/messageCommands';
import { MESSAGE_STATES, type StoredMessage } from '../../../card/messageStore';
import { emulatedForm } from '../../../core/emulatedForm';
import { handle, type Handler, type HandlerContext } from '../../../core/handler';
import { INVALID_INDEX, ok, refused, type Reply } from '../../../core/reply';
import { spokenLine, type Utterance } from '../../../core/utterance';
import { format } from './messageSettings';
import { storeFor } from './messageStorage';
import { countedOctets, shownBody, shownFields } from './messageText';

/** Reading messages: 27.005 § 3.4.2–3.4.3, § 4.1–4.2. */

/** A message as it is read: the header and what it says are one answer. A report in text mode is its header alone. */
const shown = (
  { pdu, state }: StoredMessage,
  modem: HandlerContext,
  header: string,
  isWhole: boolean,
): Utterance => {
  if (!format.of(modem.state).asText)
    return spokenLine(
      `${header}${MESSAGE_STATES.indexOf(state)},,${countedOctets(pdu)}\r\n${pdu.raw}`,
      'info',
    );
  const fields = [`"${state}"`, ...shownFields(pdu, modem, isWhole)].join(',');
  const body = pdu.kind === 'status-report' ? '' : `\r\n${shownBody(pdu, modem)}`;
  return spokenLine(`${header}${fields}${body}`, 'info');
};

const markRead = (message: StoredMessage): void => {
  if (message.state === 'REC UNREAD') message.state = 'REC READ';
};

/** Reads a message. An empty place answers OK alone. */
export const readMessage = (
  modem: HandlerContext,
  index: number,
  { header = '+CMGR: ', keepsUnread = false } = {},
): Reply => {
  const store = storeFor(modem);
  if (!store.isPlace(index)) return refused(INVALID_INDEX);
  const message = store.at(index);
  if (!message) return ok();
  const line = shown(message, modem, header, true);
  if (!keepsUnread) markRead(message);
  return ok(line);
};

const ALL = 4;

/** A second parameter of 1 leaves the messages unread (SIM800 AT manual V1.09 pages 114–117). */
const list = (modem: HandlerContext, which: string, keepsUnread = false): Reply => {
  const { asText } = format.of(modem.state);
  const words: readonly string[] = [...MESSAGE_STATES, 'ALL'];
  const wanted = asText ? words.indexOf(which.toUpperCase()) : /^[0-4]$/.test(which) ? Number(which) : -1;
  if (wanted < 0) return refused();
  const found = storeFor(modem).all.filter(
    ([, { state }]) => wanted === ALL || MESSAGE_STATES.indexOf(state) === wanted,
  );
  const lines = found.map(([index, message]) => shown(message, modem, `+CMGL: ${index},`, false));
  if (!keepsUnread) for (const [, message] of found) markRead(message);
  return ok(...lines);
};

export const messageReadingHandlers: readonly Handler[] = [
  handle(messageRead, ({ index, keepsUnread = false }, modem) => readMessage(modem, index, { keepsUnread })),
  handle(messageList, ({ which, keepsUnread }, modem) => list(modem, which, keepsUnread)),
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
