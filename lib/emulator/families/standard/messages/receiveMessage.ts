import { asyncScheduler } from 'rxjs';
import { incomingSms } from '../../../../families/standard/messageUrcs';
import { invalidArgument } from '../../../../grammar/errors/modemError';
import { charset } from './charset';
import type { HandlerContext } from '../../../core/handler';
import { messageHead } from './messageReadingHandlers';
import { format, indications, storeFor } from './messageHandlers';
import { messagePdu, type MessageContent } from '../../../card/messagePdu';
import { spokenLine } from '../../../core/utterance';

/** How `AT+CNMI` routes a new message: stored with `+CMTI`, or forwarded by `+CMT` (27.005 § 3.4.1). */
const STORED = 1;
const FORWARDED = 2;

/** The third of the stores that `AT+CPMS` names. */
const RECEIVE = 2;

/** Now, as service centres write it, in UTC: `26/01/02,03:04:05+00`. */
const timeStamp = (): string => {
  const [date = '', time = ''] = new Date(asyncScheduler.now()).toISOString().split(/[T.]/);
  return `${date.slice(2).replaceAll('-', '/')},${time}+00`;
};

/** A message comes from the network. Fails with `invalid-argument` if it is too long for one. */
export const receiveMessage = (modem: HandlerContext, content: MessageContent): void => {
  const { card, state } = modem;
  const time = timeStamp();
  const pdu = messagePdu.writeDeliver({ ...content, time }, card.centre);
  if (pdu === undefined) return invalidArgument('text', 'a message takes 160 letters, or 70 of any alphabet');
  const message = { ...content, time, pdu, state: 'REC UNREAD' as const };
  const { mode, message: routing } = indications.of(state);
  if (mode > 0 && routing === FORWARDED) {
    const body = format.of(state).asText ? charset.showBody(content.text, state) : pdu;
    modem.say(spokenLine(`+CMT: ${messageHead(message, modem)}\r\n${body}`, 'urc'));
    return;
  }
  const { name, store } = storeFor(modem, RECEIVE);
  const index = store.add(message);
  if (index !== undefined && mode > 0 && routing === STORED) modem.urc(incomingSms, { storage: name, index });
};
