import { address } from './address';
import { hex } from './hex';
import type { DeliverFields, Spelling, StatusReportFields, SubmitFields } from './pdu';
import { timestamp } from './timestamp';
import { userData } from './userData';
import { validity } from './validity';

const [DELIVER, SUBMIT, STATUS_REPORT] = [0, 1, 2];

/** A bit of the first octet. */
const bit = (position: number, isSet: boolean): number => (isSet ? 1 << position : 0);

const deliver = (message: DeliverFields): readonly number[] => [
  DELIVER |
    bit(2, !message.hasMore) |
    bit(3, message.isLoopPrevented) |
    bit(5, message.isReportWanted) |
    bit(6, message.hasHeader) |
    bit(7, message.hasReplyPath),
  ...address.write(message.from),
  message.protocol,
  message.coding.octet,
  ...timestamp.write(message.sentAt),
  ...userData.write(message),
];

const submit = (message: SubmitFields): readonly number[] => [
  SUBMIT |
    bit(2, message.isDuplicateRejected) |
    (validity.formatBits(message.validity) << 3) |
    bit(5, message.isReportWanted) |
    bit(6, message.hasHeader) |
    bit(7, message.hasReplyPath),
  message.reference,
  ...address.write(message.to),
  message.protocol,
  message.coding.octet,
  ...validity.write(message.validity),
  ...userData.write(message),
];

const statusReport = (report: StatusReportFields): readonly number[] => [
  STATUS_REPORT |
    bit(2, !report.hasMore) |
    bit(3, report.isLoopPrevented) |
    bit(5, report.isOfCommand) |
    bit(6, report.userData?.hasHeader === true),
  report.reference,
  ...address.write(report.to),
  ...timestamp.write(report.sentAt),
  ...timestamp.write(report.dischargedAt),
  report.status.code,
  ...optionalFields(report),
];

const optionalFields = ({ protocol, userData: text }: StatusReportFields): readonly number[] => {
  if (protocol === undefined && !text) return [];
  return [
    bit(0, protocol !== undefined) | bit(1, text !== undefined) | bit(2, text !== undefined),
    ...(protocol === undefined ? [] : [protocol]),
    ...(text ? [text.coding.octet, ...userData.write(text)] : []),
  ];
};

/**
 * Writes a message field by field: the way back of `decodePdu`. A user's message is written by `encodeSubmit`, which also splits
 * it; this one is for the network's side, and for what `encodeSubmit` has no word for.
 */
export const encodePdu = (pdu: DeliverFields | SubmitFields | StatusReportFields): Spelling => {
  const tpdu =
    pdu.kind === 'deliver' ? deliver(pdu) : pdu.kind === 'submit' ? submit(pdu) : statusReport(pdu);
  const raw = hex.write(Uint8Array.from([...address.writeCentre(pdu.serviceCentre), ...tpdu]));
  return Object.freeze({ raw, tpduLength: tpdu.length });
};
