import { map, type Observable } from 'rxjs';
import {
  messageSend,
  messageSendPdu,
  messageSendStored,
  messageWrite,
  messageWritePdu,
} from '../../../../families/standard/messageCommands';
import { answerLine, prompt } from '../../../core/utterance';
import { emulatedForm } from '../../../core/emulatedForm';
import { charset } from './charset';
import { handle, type HandlerContext, type Handler } from '../../../core/handler';
import { messagePdu, type MessageContent } from '../../../card/messagePdu';
import { MESSAGE_STATES, type StoredMessage } from '../../../card/messageStore';
import { INVALID_INDEX, NO_NETWORK, ok, refused, type Reply } from '../../../core/reply';
import { format, storeFor } from './messageHandlers';

/** Sending messages, and storing them to be sent: 27.005 § 3.5, § 4.3–4.4. */

/** CMS codes: 27.005 § 3.2.5. */
const INVALID_PDU = { cms: 304 };
const INVALID_TEXT = { cms: 305 };
const MEMORY_FULL = { cms: 322 };

/** The second of the stores that `AT+CPMS` names. */
const WRITE = 1;

type Written = Omit<StoredMessage, 'state'>;
type Use = (modem: HandlerContext, message: Written) => Reply;

const isRegistered = ({ state }: HandlerContext): boolean =>
  state.functionality === 1 && (state.registration === 1 || state.registration === 5);

const send: Use = (modem, { number, text }) => {
  if (!isRegistered(modem)) return refused(NO_NETWORK);
  modem.card.sent.next({ number, text });
  return ok(answerLine(messageSend, { reference: modem.card.nextReference() }));
};

const storeAs =
  (state: StoredMessage['state']): Use =>
  (modem, message) => {
    const index = storeFor(modem, WRITE).store.add({ ...message, state });
    return index === undefined ? refused(MEMORY_FULL) : ok(answerLine(messageWrite, { index }));
  };

/** Asks for the message; ESC cancels, and is answered by OK (A76XX AT manual V1.09 page 242). */
const asked = (modem: HandlerContext, take: (typed: string) => Reply): Observable<Reply> => {
  modem.say(prompt);
  return modem.entry().pipe(map((typed) => (typed === undefined ? ok() : take(typed))));
};

const written = (content: MessageContent, pdu = messagePdu.writeSubmit(content)): Written | undefined =>
  pdu === undefined ? undefined : { ...content, pdu };

const byText = (modem: HandlerContext, address: string, use: Use): Reply | Observable<Reply> => {
  const { state } = modem;
  const number = charset.read(address, state);
  if (!format.of(state).asText || number === undefined || !/^\+?[\d*#]+$/.test(number))
    return refused(INVALID_PDU);
  return asked(modem, (typed) => {
    const text = charset.read(typed.replaceAll('\r', '\n'), state);
    const message = text === undefined ? undefined : written({ number, text });
    return message ? use(modem, message) : refused(INVALID_TEXT);
  });
};

/** A message to an address of no digits (23.040 § 9.1.2.5). */
const addressless = (text: string): string | undefined =>
  messagePdu.writeSubmit({ number: '0', text })?.replace(/^(00..00)0181F0/i, '$10081');

/** Stores a text that has no address yet (SIM800 AT manual V1.09 page 121). */
const withoutAddress = (modem: HandlerContext): Reply | Observable<Reply> => {
  const { state } = modem;
  if (!format.of(state).asText) return refused();
  return asked(modem, (typed) => {
    const text = charset.read(typed.replaceAll('\r', '\n'), state);
    const pdu = text === undefined ? undefined : addressless(text);
    const use = storeAs('STO UNSENT');
    return text === undefined || pdu === undefined
      ? refused(INVALID_TEXT)
      : use(modem, { number: '', text, pdu });
  });
};

const byPdu = (modem: HandlerContext, octets: number, use: Use): Reply | Observable<Reply> => {
  if (format.of(modem.state).asText) return refused(INVALID_TEXT);
  return asked(modem, (typed) => {
    const pdu = typed.trim().toUpperCase();
    const content = messagePdu.read(pdu, octets);
    const message = content && written(content, pdu);
    return message ? use(modem, message) : refused(INVALID_PDU);
  });
};

const sendStored = (modem: HandlerContext, index: number, other: string | undefined): Reply => {
  const message = storeFor(modem, WRITE).store.at(index);
  if (!message) return refused(INVALID_INDEX);
  const number = other === undefined ? message.number : charset.read(other, modem.state);
  if (number === undefined || number === '') return refused(INVALID_TEXT);
  const reply = send(modem, { ...message, number });
  if (reply.refusal === undefined && message.state === 'STO UNSENT') message.state = 'STO SENT';
  return reply.refusal === undefined
    ? ok(answerLine(messageSendStored, { reference: modem.card.lastReference }))
    : reply;
};

const UNSENT = 2;

export const messageSendingHandlers: readonly Handler[] = [
  handle(messageSend, ({ number }, modem) => byText(modem, number, send)),
  handle(messageSendPdu, ({ octets }, modem) => byPdu(modem, octets, send)),
  handle(messageWrite, ({ number }, modem) => byText(modem, number, storeAs('STO UNSENT'))),
  handle(emulatedForm('+CMGW'), (_, modem) => withoutAddress(modem)),
  handle(messageWritePdu, ({ octets, status = UNSENT }, modem) => {
    const state = MESSAGE_STATES[status];
    return state ? byPdu(modem, octets, storeAs(state)) : refused(INVALID_PDU);
  }),
  handle(messageSendStored, ({ index, number }, modem) => sendStored(modem, index, number)),
];
