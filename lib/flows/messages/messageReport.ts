import type { MessagePlace } from '../../dialects/messagesDialect';
import type { StatusReport } from '../../pdu/pdu';
import type { ReportStatus } from '../../pdu/reportStatus';

/** What became of a message that was sent: the network says so, maybe days later. */
export interface MessageReport {
  readonly kind: 'report';
  /** The number that the modem gave the message: 0 to 255, and again. */
  readonly reference: number;
  /** Whom the message went to, as the network spells it. */
  readonly to: string;
  readonly status: ReportStatus;
  /** When it was delivered, or tried last; ISO 8601 with its own zone. */
  readonly at: string | undefined;
  /** When the service centre took the message. */
  readonly sentAt: string | undefined;
  /** Where it lies; missing for one that came directly. */
  readonly place?: MessagePlace;
  /** Its PDU in hexadecimal digits. */
  readonly raw: string;
}

/** The report of a PDU. */
export const messageReport = (pdu: StatusReport, place?: MessagePlace): MessageReport =>
  Object.freeze({
    kind: 'report',
    reference: pdu.reference,
    to: pdu.to.number,
    status: pdu.status,
    at: pdu.dischargedAt?.at,
    sentAt: pdu.sentAt?.at,
    ...(place && { place }),
    raw: pdu.raw,
  });

/** Networks rewrite `00`, `+` and national forms: the last digits tell. */
const TELLING_DIGITS = 7;

const digitsOf = (number: string): string => number.replace(/[^\d*#]/g, '');

/** Whether two spellings are one number. */
export const isSameNumber = (one: string, other: string): boolean => {
  const [first, second] = [digitsOf(one), digitsOf(other)];
  if (first === second) return true;
  const shortest = Math.min(first.length, second.length);
  return shortest >= TELLING_DIGITS && first.slice(-TELLING_DIGITS) === second.slice(-TELLING_DIGITS);
};
