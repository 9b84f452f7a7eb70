import { concatMap, from, last, map, type Observable, of, takeWhile } from 'rxjs';
import {
  messageCommandPdu,
  messageSend,
  messageSendPdu,
  messageSendStored,
  messageWrite,
  messageWritePdu,
} from '../../../../families/standard/messageCommands';
import { decodePdu } from '../../../../pdu/decodePdu';
import { encodePdu } from '../../../../pdu/encodePdu';
import type { Pdu, Submit } from '../../../../pdu/pdu';
import { MESSAGE_STATES, type StoredMessage } from '../../../card/messageStore';
import { emulatedForm } from '../../../core/emulatedForm';
import { handle, type Handler, type HandlerContext } from '../../../core/handler';
import { INVALID_INDEX, ok, refused, type Reply } from '../../../core/reply';
import { answerLine, prompt, type Utterance } from '../../../core/utterance';
import { charset } from './charset';
import { format } from './messageSettings';
import { storeFor, WRITE } from './messageStorage';
import { type Sent, sendMessage } from './sendMessage';
import { addressOf, submitsOf } from './submitOf';

/** Sending messages, and storing them to be sent: 27.005 § 3.5, § 4.3–4.4. */

/** CMS codes: 27.005 § 3.2.5. */
export const INVALID_PDU = { cms: 304 };
export const INVALID_TEXT = { cms: 305 };
const NOT_ALLOWED = { cms: 302 };
const MEMORY_FULL = { cms: 322 };

type Answered = Observable<Reply>;
type Use = (modem: HandlerContext, parts: readonly Submit[]) => Answered;

/** The answer to a message that was sent: the line that tells its reference, or why it was refused. */
export const sentReply =
  (line: (reference: number) => Utterance) =>
  (sent: Sent): Reply =>
    'refusal' in sent ? refused(sent.refusal) : ok(line(sent.reference));

/** Sends the parts in turn, up to one that is refused; the reference is that of the last. */
export const sendParts = (modem: HandlerContext, parts: readonly Submit[]): Observable<Sent> =>
  from(parts).pipe(
    concatMap((part) => sendMessage(modem, part)),
    takeWhile((sent) => !('refusal' in sent), true),
    last(),
  );

const sendLine = (reference: number): Utterance => answerLine(messageSend, { reference });
const storedLine = (reference: number): Utterance => answerLine(messageSendStored, { reference });

const send: Use = (modem, parts) => sendParts(modem, parts).pipe(map(sentReply(sendLine)));

const store = (modem: HandlerContext, pdu: Pdu, state: StoredMessage['state']): Reply => {
  const place = storeFor(modem, WRITE).add({ pdu, state });
  return place ? ok(answerLine(messageWrite, { index: place.index })) : refused(MEMORY_FULL);
};

/** Asks for the message; ESC cancels, and is answered by OK (A76XX AT manual V1.09 page 242). */
export const asked = (modem: HandlerContext, take: (typed: string) => Answered): Answered => {
  if (modem.smsFaults.strikes('missingPrompt')) return of({ ...ok(), mute: true });
  modem.say(prompt);
  return modem.entry().pipe(concatMap((typed) => (typed === undefined ? of(ok()) : take(typed))));
};

interface Recipient {
  readonly number: string;
  readonly type?: number | undefined;
}

/** Asks for a text to a number. */
export const askedText = (
  modem: HandlerContext,
  { number: typed, type }: Recipient,
  use: Use,
): Reply | Answered => {
  const number = charset.read(typed, modem.state);
  const to = number === undefined ? undefined : addressOf(number, type);
  if (!format.of(modem.state).asText || !to) return refused(INVALID_PDU);
  return asked(modem, (text) => {
    const parts = submitsOf(modem, to, text);
    return parts.length > 0 ? use(modem, parts) : of(refused(INVALID_TEXT));
  });
};

/** A text that is stored is one message. */
const storeText =
  (state: StoredMessage['state']): Use =>
  (modem, [first, ...others]) =>
    of(first && others.length === 0 ? store(modem, first, state) : refused(INVALID_TEXT));

/** Asks for a PDU of a given length in octets. */
const askedPdu = (
  modem: HandlerContext,
  octets: number,
  direction: 'received' | 'sent',
  use: (pdu: Exclude<Pdu, { kind: 'malformed' }>) => Answered,
): Reply | Answered => {
  if (format.of(modem.state).asText) return refused(INVALID_TEXT);
  return asked(modem, (typed) => {
    const pdu = decodePdu(typed, { tpduLength: octets, direction });
    return pdu.kind === 'malformed' || pdu.tpduLength !== octets ? of(refused(INVALID_PDU)) : use(pdu);
  });
};

/** The message with the recipient that `AT+CMSS` names. */
const sentTo = (pdu: Submit, to = pdu.to): Submit =>
  to === pdu.to ? pdu : Object.freeze({ ...pdu, to, ...encodePdu({ ...pdu, to }) });

const sendStored = (modem: HandlerContext, index: number, other?: Recipient): Reply | Answered => {
  const message = storeFor(modem, WRITE).at(index);
  if (!message) return refused(INVALID_INDEX);
  if (message.pdu.kind !== 'submit') return refused(NOT_ALLOWED);
  const number = other && charset.read(other.number, modem.state);
  const to = other ? addressOf(number ?? '', other.type) : message.pdu.to;
  if (!to || to.number === '') return refused(INVALID_TEXT);
  return sendMessage(modem, sentTo(message.pdu, to)).pipe(
    map((sent) => {
      if (!('refusal' in sent)) message.state = 'STO SENT';
      return sentReply(storedLine)(sent);
    }),
  );
};

const UNSENT = 2;

const writePdu = (modem: HandlerContext, octets: number, status: number): Reply | Answered => {
  const state = MESSAGE_STATES[status];
  if (!state) return refused(INVALID_PDU);
  const direction = status < UNSENT ? 'received' : 'sent';
  return askedPdu(modem, octets, direction, (pdu) => of(store(modem, pdu, state)));
};

const writeText = (modem: HandlerContext, to: Recipient, status: string): Reply | Answered => {
  const state = MESSAGE_STATES.find((one) => one === status.toUpperCase());
  return state?.startsWith('STO') ? askedText(modem, to, storeText(state)) : refused(INVALID_TEXT);
};

/** SMS-COMMAND (23.040 § 9.2.2.4): message type 2 behind the address of the service centre, as many octets as were said. */
const isCommandPdu = (typed: string, octets: number): boolean => {
  if (!/^(?:[0-9A-F]{2})+$/i.test(typed)) return false;
  const centre = 1 + Number.parseInt(typed.slice(0, 2), 16);
  const first = Number.parseInt(typed.slice(2 * centre, 2 * centre + 2), 16);
  return typed.length / 2 - centre === octets && (first & MESSAGE_TYPE) === COMMAND_TYPE;
};
const [MESSAGE_TYPE, COMMAND_TYPE] = [0b11, 0b10];

export const messageSendingHandlers: readonly Handler[] = [
  handle(messageSend, ({ number, type }, modem) =>
    number === '' ? refused(INVALID_PDU) : askedText(modem, { number, type }, send),
  ),
  handle(messageSendPdu, ({ octets }, modem) =>
    askedPdu(modem, octets, 'sent', (pdu) =>
      pdu.kind === 'submit' ? send(modem, [pdu]) : of(refused(INVALID_PDU)),
    ),
  ),
  // A command for the service centre, which does what it likes with it; its type is not one that `decodePdu` reads.
  handle(messageCommandPdu, ({ octets }, modem) => {
    if (format.of(modem.state).asText) return refused(INVALID_TEXT);
    return asked(modem, (typed) =>
      of(
        isCommandPdu(typed, octets)
          ? ok(answerLine(messageCommandPdu, { reference: modem.card.nextReference() }))
          : refused(INVALID_PDU),
      ),
    );
  }),
  handle(messageWrite, ({ number, type, status = 'STO UNSENT' }, modem) =>
    writeText(modem, { number, type }, status),
  ),
  // A text may have no address yet (SIM800 AT manual V1.09 page 121).
  handle(emulatedForm('+CMGW'), (_, modem) =>
    format.of(modem.state).asText ? writeText(modem, { number: '' }, 'STO UNSENT') : refused(),
  ),
  handle(messageWritePdu, ({ octets, status = UNSENT }, modem) => writePdu(modem, octets, status)),
  handle(messageSendStored, ({ index, number, type }, modem) =>
    sendStored(modem, index, number === undefined ? undefined : { number, type }),
  ),
];
