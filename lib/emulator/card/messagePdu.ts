import { decodePdu } from '../../pdu/decodePdu';
import { encodeDeliver } from '../../pdu/encodeDeliver';
import { encodeSubmit } from '../../pdu/encodeSubmit';
import { fit } from '../../pdu/fit';
import type { Timestamp } from '../../pdu/timestamp';
import { ucs2 } from '../../pdu/ucs2';
import { readClock } from '../../grammar/clockTime';

/** What a message says, and whom it came from or goes to. */
export interface MessageContent {
  readonly number: string;
  readonly text: string;
}

/** A message that came: 23.040 § 9.2.2.1. */
interface Delivered extends MessageContent {
  /** When the service centre had it: `yy/MM/dd,hh:mm:ss±zz`, zz in quarters of an hour. */
  readonly time: string;
}

const isOneMessage = (text: string): boolean => ucs2.loneAt(text) < 0 && fit(text).parts === 1;

/** Writes a message that came, in hexadecimal digits; `undefined` if it is too long for one. */
const writeDeliver = ({ number, text, time }: Delivered, centre: string): string | undefined => {
  if (!isOneMessage(text)) return undefined;
  const sentAt = readClock(time)?.at ?? '';
  return encodeDeliver({ from: number, text, sentAt, serviceCentre: centre })[0]?.raw;
};

const VALIDITY_MS = 4 * 24 * 60 * 60 * 1_000;
const MAX_DIGITS = 20;

/** Writes a message to be sent, valid for four days; `undefined` if text or number are too long for one. */
const writeSubmit = ({ number, text }: MessageContent): string | undefined =>
  isOneMessage(text) && number.replace('+', '').length <= MAX_DIGITS
    ? encodeSubmit({ to: number, text, validityMs: VALIDITY_MS })[0]?.raw
    : undefined;

const QUARTER_MINUTES = 15;

/** A moment as text mode has it. */
const clockOf = ({ at, offsetMinutes }: Timestamp): string => {
  const quarters = String(Math.abs(offsetMinutes) / QUARTER_MINUTES).padStart(2, '0');
  const local = at.slice(2, 'yyyy-mm-ddThh:mm:ss'.length).replaceAll('-', '/').replace('T', ',');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${quarters}`;
};

const UNKNOWN_TIME = '00/00/00,00:00:00+00';

/** Reads a message that came or is to be sent (23.040 § 9.2.2); `undefined` if it does not have this many octets. */
const read = (pdu: string, octetCount: number): (MessageContent & { readonly time?: string }) | undefined => {
  const found = decodePdu(pdu);
  if (found.kind === 'malformed' || found.kind === 'status-report' || found.tpduLength !== octetCount)
    return undefined;
  const text = found.text ?? String.fromCharCode(...(found.data ?? []));
  if (found.kind === 'submit') return { number: found.to.number, text };
  return { number: found.from.number, text, time: found.sentAt ? clockOf(found.sentAt) : UNKNOWN_TIME };
};

/** How many octets of a PDU count: all but those of the service centre. */
const octetsIn = (pdu: string): number => pdu.length / 2 - 1 - Number.parseInt(pdu.slice(0, 2), 16);

/** Messages of text mode as PDUs in hexadecimal digits, service centre in front (23.040 § 9.2). */
export const messagePdu = Object.freeze({ writeDeliver, writeSubmit, read, octetsIn });
