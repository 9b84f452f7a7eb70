import { address } from './address';
import { encodePdu } from './encodePdu';
import { messageParts, type MessageBody } from './messageParts';
import type { Deliver, DeliverFields, StatusReport, StatusReportFields } from './pdu';
import { reportStatus } from './reportStatus';
import { timestamp } from './timestamp';

/** A message that comes from the network. */
export interface DeliverRequest extends MessageBody {
  /** A number, or a name of at most 11 letters. */
  readonly from: string;
  /** When the centre took it: a `Date` (written in UTC) or ISO 8601 with its zone. */
  readonly sentAt: Date | string;
  readonly serviceCentre?: string | undefined;
  /** Default 0. */
  readonly protocol?: number | undefined;
  /** More messages wait in the centre. Default no. */
  readonly hasMore?: boolean | undefined;
}

const SILENT = 0x40;

const centreOf = (number: string | undefined) =>
  number === undefined ? undefined : address.dialled(number, 'serviceCentre');

/**
 * Writes a message as the network gives it, one PDU a part (SMS-DELIVER, 3GPP 23.040 § 9.2.2.1). Fails with `invalid-argument` for
 * what can't be spelled.
 */
export const encodeDeliver = (request: DeliverRequest): readonly Deliver[] => {
  const { protocol = 0, hasMore = false } = request;
  const common = {
    kind: 'deliver' as const,
    serviceCentre: centreOf(request.serviceCentre),
    from: address.of(request.from),
    sentAt: timestamp.of(request.sentAt, 'sentAt'),
    protocol,
    isSilent: protocol === SILENT,
    hasMore,
    isLoopPrevented: false,
    isReportWanted: false,
    hasReplyPath: false,
  };
  return messageParts(request).map((part) => {
    const fields: DeliverFields = { ...common, ...part };
    return Object.freeze({ ...fields, ...encodePdu(fields) });
  });
};

/** What became of a message, as the network reports it. */
export interface StatusReportRequest {
  /** The number that `+CMGS:` gave for the message. */
  readonly reference: number;
  /** Whom the message went to. */
  readonly to: string;
  readonly sentAt: Date | string;
  readonly dischargedAt: Date | string;
  /** 0 delivered, 70 expired: 23.040 § 9.2.3.15. */
  readonly status: number;
  readonly serviceCentre?: string | undefined;
}

/** Writes a report as the network gives it (SMS-STATUS-REPORT, 3GPP 23.040 § 9.2.2.3). */
export const encodeStatusReport = (request: StatusReportRequest): StatusReport => {
  const fields: StatusReportFields = {
    kind: 'status-report',
    serviceCentre: centreOf(request.serviceCentre),
    reference: request.reference & 0xff,
    to: address.dialled(request.to),
    sentAt: timestamp.of(request.sentAt, 'sentAt'),
    dischargedAt: timestamp.of(request.dischargedAt, 'dischargedAt'),
    status: reportStatus(request.status),
    hasMore: false,
    isLoopPrevented: false,
    isOfCommand: false,
    protocol: undefined,
    userData: undefined,
  };
  return Object.freeze({ ...fields, ...encodePdu(fields) });
};
