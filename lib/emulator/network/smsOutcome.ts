import type { Submit } from '../../pdu/pdu';

/** A message that a modem of the network sent: one part, if the text is long. */
export interface SentSms {
  readonly from: string;
  readonly to: string;
  /** What it says; `undefined` for data. */
  readonly text: string | undefined;
  /** The number that `+CMGS:` gave for it. */
  readonly reference: number;
  readonly pdu: Submit;
}

/** What the network does with a message. All fields are optional. */
export interface SmsOutcome {
  /** Refuses it: the modem answers `+CMS ERROR: <cms>`. */
  readonly cms?: number;
  /** Takes it and loses it: it is never delivered, and no report comes. */
  readonly isLost?: boolean;
  /** Milliseconds until the first try to deliver it, instead of `deliveryMs`. */
  readonly afterMs?: number;
  /**
   * Status codes of the reports, in turn (23.040 § 9.2.3.15): `[0x20, 0]` is "busy, tries on", then "received". Default: what
   * became of it.
   */
  readonly statuses?: readonly number[];
}
