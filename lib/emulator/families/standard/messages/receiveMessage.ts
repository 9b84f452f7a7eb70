import { type Observable, of } from 'rxjs';
import { incomingSms, statusReportStored } from '../../../../families/standard/messageUrcs';
import type { Deliver, Malformed, Pdu, StatusReport } from '../../../../pdu/pdu';
import type { HandlerContext } from '../../../core/handler';
import { spokenLine } from '../../../core/utterance';
import type { Reception } from '../../../network/subscriber';
import { saidDirectly } from './acknowledgements';
import { format, indications } from './messageSettings';
import { RECEIVE, storageName, storageOf } from './messageStorage';
import { countedOctets, shownBody, shownFields } from './messageText';

/** Messages that come from the network, routed as `AT+CNMI` says: 27.005 § 3.4.1, tables 3.4.1-1 to 3. */

/** `<mt>` 1 stores and reports by `+CMTI`, 2 forwards by `+CMT`, 3 forwards class 3 alone. `<ds>` likewise. */
const REPORTED = 1;
const FORWARDED = 2;
const CLASS_3_FORWARDED = 3;
const CLASS_FOR_SIM = 2;
const [FIRST_REPLACING, LAST_REPLACING] = [0x41, 0x47];

type Message = Deliver | Malformed;
type Route = 'direct' | 'shown' | 'store' | 'drop';

/** A message comes from the network. Emits what became of it. */
export const receiveMessage = (modem: HandlerContext, pdu: Pdu): Observable<Reception> => {
  if (pdu.kind === 'status-report') return receiveReport(modem, pdu);
  if (pdu.kind === 'submit') return of('taken');
  switch (routeOf(pdu, modem)) {
    case 'direct':
      return saidDirectly(modem, () => sayMessage(modem, pdu));
    case 'shown':
      sayMessage(modem, pdu);
      return of('taken');
    case 'store':
      return of(store(modem, pdu));
    default:
      return of('taken');
  }
};

const routeOf = (pdu: Message, { state, settings }: HandlerContext): Route => {
  const { mode, message: routing } = indications.of(state);
  const isDirect = (wanted: boolean): boolean => mode > 0 && wanted;
  if (pdu.kind === 'malformed') return isDirect(routing === FORWARDED) ? 'direct' : 'store';
  if (pdu.isSilent) return 'drop';
  const { class: kind, waiting } = pdu.coding;
  const isKept = kind === CLASS_FOR_SIM || waiting?.isStored === true;
  if (isDirect((routing === FORWARDED && !isKept) || (routing === CLASS_3_FORWARDED && kind === 3)))
    return 'direct';
  if (waiting && !waiting.isStored) return 'drop';
  if (kind !== 0) return 'store';
  return { shown: 'shown', stored: 'store', dropped: 'drop' }[settings.flashSms] as Route;
};

const sayMessage = (modem: HandlerContext, pdu: Pdu): void => {
  const { asText } = format.of(modem.state);
  const head = asText ? shownFields(pdu, modem).join(',') : `,${countedOctets(pdu)}`;
  const body = asText ? shownBody(pdu, modem) : pdu.raw;
  modem.say(spokenLine(`+CMT: ${head}\r\n${body}`, 'urc'));
};

/** Reports that a message was stored; mode 0 holds that back. */
const sayStored = (modem: HandlerContext, line: string): void => {
  const news = spokenLine(line, 'urc');
  if (indications.of(modem.state).mode > 0) modem.say(news);
  else modem.state.heldNews.push(news);
};

/** Class 2 goes to the SIM, whatever `AT+CPMS` says. */
const storageFor = (modem: HandlerContext, pdu: Message): string => {
  if (pdu.kind === 'deliver' && pdu.coding.class === CLASS_FOR_SIM) return 'SM';
  const name = storageName(modem, RECEIVE);
  if (!modem.smsFaults.strikes('otherStorage')) return name;
  return name.startsWith('ME') ? 'SM' : 'ME';
};

const store = (modem: HandlerContext, pdu: Message): Reception => {
  const isReported = (indications.of(modem.state).message ?? 0) >= REPORTED;
  if (modem.smsFaults.strikes('unstoredSms')) {
    if (isReported) sayStored(modem, incomingSms.form.write({ storage: '', index: -1 }).replace('""', ''));
    return 'taken';
  }
  const storage = storageOf(modem, storageFor(modem, pdu));
  replaceOlder(modem, pdu, storage);
  const place = storage.add({ pdu, state: 'REC UNREAD' });
  if (place && isReported) sayStored(modem, incomingSms.form.write(place));
  if (!place || storage.used === storage.total) sayFull(modem);
  return place ? 'taken' : 'full';
};

/** It is said once, until a place becomes free. */
const sayFull = (modem: HandlerContext): void => {
  if (!modem.state.isFull)
    for (const line of modem.family.messages.fullLines) modem.say(spokenLine(line, 'urc'));
  modem.state.isFull = true;
};

/** A message that replaces takes the place of one with the same sender and protocol (23.040 § 9.2.3.9). */
const replaceOlder = (modem: HandlerContext, pdu: Message, storage: ReturnType<typeof storageOf>): void => {
  if (pdu.kind !== 'deliver' || pdu.protocol < FIRST_REPLACING || pdu.protocol > LAST_REPLACING) return;
  for (const [index, { pdu: other }] of storage.all)
    if (other.kind === 'deliver' && other.protocol === pdu.protocol && other.from.number === pdu.from.number)
      storage.remove(index);
};

/** A report goes to the host by `+CDS`, is stored and reported by `+CDSI`, or is dropped. */
const receiveReport = (modem: HandlerContext, pdu: StatusReport): Observable<Reception> => {
  const { mode, report: routing } = indications.of(modem.state);
  if (routing === REPORTED && mode > 0) return saidDirectly(modem, () => sayReport(modem, pdu));
  if (routing !== FORWARDED) return of('taken');
  const name = modem.family.messages.reportStore ?? storageName(modem, RECEIVE);
  const place = storageOf(modem, name).add({ pdu, state: 'REC UNREAD' });
  if (place) sayStored(modem, statusReportStored.form.write(place));
  else sayFull(modem);
  return of(place ? 'taken' : 'full');
};

const sayReport = (modem: HandlerContext, pdu: StatusReport): void => {
  const line = format.of(modem.state).asText
    ? `+CDS: ${shownFields(pdu, modem).join(',')}`
    : `+CDS: ${countedOctets(pdu)}\r\n${pdu.raw}`;
  modem.say(spokenLine(line, 'urc'));
};
