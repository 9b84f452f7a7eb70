import { address } from '../../pdu/address';
import { encodeStatusReport } from '../../pdu/encodeDeliver';
import { encodePdu } from '../../pdu/encodePdu';
import type { Deliver, DeliverFields, StatusReport } from '../../pdu/pdu';
import { timestamp } from '../../pdu/timestamp';
import type { SentSms } from './smsOutcome';

/** What the centre adds to a message. */
interface Stamp {
  readonly serviceCentre: string;
  /** Milliseconds since 1970: when the centre took the message. */
  readonly takenAtMs: number;
}

/** The message as its recipient gets it: the user data stays as it is, octet for octet (23.040 § 9.2.2.1). */
export const deliverOf = ({ from, pdu }: SentSms, { serviceCentre, takenAtMs }: Stamp): Deliver => {
  const { reference: _reference, to: _to, validity: _validity, ...sent } = pdu;
  const { isDuplicateRejected: _isDuplicateRejected, raw: _raw, tpduLength: _tpduLength, ...kept } = sent;
  const fields: DeliverFields = {
    ...kept,
    kind: 'deliver',
    serviceCentre: address.dialled(serviceCentre, 'serviceCentre'),
    from: address.of(from),
    sentAt: timestamp.of(new Date(takenAtMs), 'sentAt'),
    hasMore: false,
    isLoopPrevented: false,
  };
  return Object.freeze({ ...fields, ...encodePdu(fields) });
};

/** The report on a message (23.040 § 9.2.2.3). */
export const reportOn = (
  { to, reference }: SentSms,
  { serviceCentre, takenAtMs }: Stamp,
  { status, atMs }: { readonly status: number; readonly atMs: number },
): StatusReport =>
  encodeStatusReport({
    reference,
    to,
    sentAt: new Date(takenAtMs),
    dischargedAt: new Date(atMs),
    status,
    serviceCentre,
  });
