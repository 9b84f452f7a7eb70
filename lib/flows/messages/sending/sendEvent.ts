import type { Reason } from '../../../grammar/errors/reason';
import type { Encoding } from '../../../pdu/dataCoding';
import type { ReportStatus } from '../../../pdu/reportStatus';

/** Which part of the message an event is about. */
interface OfPart {
  /** From 1. */
  readonly part: number;
  readonly parts: number;
}

/** What happens to a message that is sent; `kind` says which event it is. */
export type SendEvent =
  /** The message is spelled and waits for its turn; nothing was written yet. */
  | {
      readonly kind: 'queued';
      readonly to: string;
      readonly parts: number;
      readonly encoding: Encoding;
      /** Why it is UCS-2: the first letter that is not in the GSM 7-bit alphabet, and where. */
      readonly forcedBy: { readonly letter: string; readonly at: number } | undefined;
    }
  /** The network took a part. */
  | (OfPart & {
      readonly kind: 'sent';
      /** The modem's number for it, which a report names; `undefined` if the modem did not say. */
      readonly reference: number | undefined;
    })
  /** A part was surely not sent, and is tried again after a pause. */
  | (OfPart & { readonly kind: 'waiting'; readonly reason: Reason; readonly pauseMs: number })
  /** A part may have been sent, or not: it is not sent again by itself. */
  | (OfPart & { readonly kind: 'unknown'; readonly reason: Reason })
  /** A report: the service centre goes on trying to deliver a part. */
  | (OfPart & Reported & { readonly kind: 'pending' })
  /** A report: a part was delivered. */
  | (OfPart & Reported & { readonly kind: 'delivered' })
  /** A part was refused by the modem or the network (`reason`; the flow then fails with it), or not delivered (`status`). */
  | (OfPart & {
      readonly kind: 'failed';
      readonly reference: number | undefined;
      readonly reason?: Reason;
      readonly status?: ReportStatus;
      readonly at?: string | undefined;
    })
  /** No report came in its time. The part was sent. */
  | (OfPart & { readonly kind: 'unreported'; readonly reference: number | undefined });

interface Reported {
  readonly reference: number;
  readonly status: ReportStatus;
  /** When it was delivered, or tried last; ISO 8601 with its own zone. */
  readonly at: string | undefined;
}
