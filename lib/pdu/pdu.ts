import type { Address } from './address';
import type { OctetProblem } from './octetReader';
import type { ReportStatus } from './reportStatus';
import type { Timestamp } from './timestamp';
import type { UserData } from './userData';
import type { Validity } from './validity';

/** How a PDU was spelled. */
export interface Spelling {
  /** Hexadecimal digits, service centre in front if it was there. */
  readonly raw: string;
  /** Octets without the service centre: the number of `AT+CMGS=`, `+CMGR:` and `+CMT:`. */
  readonly tpduLength: number;
}

/** A message from the network (SMS-DELIVER, 3GPP 23.040 § 9.2.2.1). */
export interface DeliverFields extends UserData {
  readonly kind: 'deliver';
  readonly serviceCentre: Address | undefined;
  readonly from: Address;
  /** When the service centre took it; `undefined` if the centre wrote no time. */
  readonly sentAt: Timestamp | undefined;
  readonly protocol: number;
  /** Type 0 (protocol 40): to be acknowledged, not to be stored or shown. */
  readonly isSilent: boolean;
  /** More messages wait in the centre. */
  readonly hasMore: boolean;
  readonly isLoopPrevented: boolean;
  /** The sender asked for a report. */
  readonly isReportWanted: boolean;
  readonly hasReplyPath: boolean;
}

/** A message to the network (SMS-SUBMIT, § 9.2.2.2). */
export interface SubmitFields extends UserData {
  readonly kind: 'submit';
  readonly serviceCentre: Address | undefined;
  readonly to: Address;
  /** 0 when it is handed to the modem, which counts itself. */
  readonly reference: number;
  readonly protocol: number;
  readonly isSilent: boolean;
  readonly validity: Validity | undefined;
  readonly isReportWanted: boolean;
  readonly isDuplicateRejected: boolean;
  readonly hasReplyPath: boolean;
}

/** What became of a message (SMS-STATUS-REPORT, § 9.2.2.3). */
export interface StatusReportFields {
  readonly kind: 'status-report';
  readonly serviceCentre: Address | undefined;
  /** The number that `+CMGS:` gave for the message. */
  readonly reference: number;
  /** Whom the message went to. */
  readonly to: Address;
  /** When the service centre took the message. */
  readonly sentAt: Timestamp | undefined;
  /** When it was delivered, or when the centre tried last. */
  readonly dischargedAt: Timestamp | undefined;
  readonly status: ReportStatus;
  readonly hasMore: boolean;
  readonly isLoopPrevented: boolean;
  /** It reports on a command, not on a message. */
  readonly isOfCommand: boolean;
  readonly protocol: number | undefined;
  /** Text that a few centres add. */
  readonly userData: UserData | undefined;
}

/** What could not be read. Nothing of it is lost. */
export interface Malformed extends OctetProblem {
  readonly kind: 'malformed';
  /** The digits as they came. */
  readonly raw: string;
  /** The octets in front of what is no hexadecimal digit. */
  readonly octets: Uint8Array;
}

export type Deliver = DeliverFields & Spelling;
export type Submit = SubmitFields & Spelling;
export type StatusReport = StatusReportFields & Spelling;

/** A message as a modem gives it, or why it could not be read. Told apart by `kind`. */
export type Pdu = Deliver | Submit | StatusReport | Malformed;
