import { asyncScheduler } from 'rxjs';
import {
  checkOptions,
  is,
  type OptionChecks,
  RETRY_CHECKS,
  withDefaults,
} from '../../../grammar/checkOptions';
import type { Modem } from '../../../modem/modem';
import { checkedNumber } from '../../checkedNumber';
import { encodeSubmit, type SubmitRequest } from '../../../pdu/encodeSubmit';
import type { Submit } from '../../../pdu/pdu';
import { splitText } from '../../../pdu/splitText';
import type { RetryPolicy } from '../../../../operators/retryPolicy';
import { SEND_RETRY } from './sendRetry';
import type { SendEvent } from './sendEvent';

/** A message to be sent, and how. Exactly one of `text` and `data`. */
export interface SmsRequest extends SubmitRequest {
  /** Shown at once and not stored: class 0. Default no. */
  readonly flash?: boolean | undefined;
  /** Longer texts are refused before anything is sent. Default 10. */
  readonly maxParts?: number | undefined;
  /** How often a part is tried that was surely not sent. Default 5 times: after 10 s, 30 s, 2 min, 10 min. */
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** How many parts this modem sends in a minute, all messages together. Default: no limit. */
  readonly maxPerMinute?: number | undefined;
  /** How long reports are awaited, in milliseconds. Default: the validity and a day. */
  readonly reportMs?: number | undefined;
}

/** A message that was checked and spelled. */
export interface Outgoing {
  readonly pdus: readonly Submit[];
  readonly queued: SendEvent & { readonly kind: 'queued' };
  /** The same message without a validity, for service centres that know none. */
  readonly withoutValidity: () => readonly Submit[];
  readonly wantsReport: boolean;
  readonly retry: RetryPolicy;
  readonly maxPerMinute: number;
  readonly reportMs: number;
}

const MAX_PARTS = 10;
const DAY_MS = 86_400_000;
const FLASH = 0;
/** What most service centres keep a message for. */
const USUAL_VALIDITY_MS = 3 * DAY_MS;

const CHECKS: OptionChecks = {
  to: is.text,
  text: is.text,
  data: is.bytes,
  flash: is.flag,
  report: is.flag,
  maxParts: is.positive,
  retry: RETRY_CHECKS,
  maxPerMinute: is.attempts,
  reportMs: is.limitMs,
};

/**
 * Checks a message and spells its parts. Fails with `invalid-argument`, which names the field; nothing was written then. The text
 * stands in no error.
 */
export const outgoingOf = (modem: Modem, request: SmsRequest): Outgoing => {
  const { flash = false, retry = {}, report = false, validityMs } = checkOptions(request, CHECKS);
  const to = checkedNumber(request.to, 'to');
  const { maxPerMinute = Infinity, reportMs = (validityMs ?? USUAL_VALIDITY_MS) + DAY_MS } = request;
  const submitted: SubmitRequest = {
    ...request,
    to,
    maxParts: request.maxParts ?? MAX_PARTS,
    reference: request.reference ?? nextReference(modem, request.referenceBits),
    ...(flash && { class: FLASH }),
  };
  const pdus = encodeSubmit(submitted);
  return {
    pdus,
    withoutValidity: () => encodeSubmit({ ...submitted, validityMs: undefined, validUntil: undefined }),
    queued: Object.freeze({
      kind: 'queued',
      to,
      parts: pdus.length,
      encoding: pdus[0]?.coding.encoding ?? 'gsm7',
      forcedBy: request.text === undefined ? undefined : splitText(request.text, request).forcedBy,
    }),
    wantsReport: report,
    retry: withDefaults(SEND_RETRY, retry),
    maxPerMinute,
    reportMs,
  };
};

const references = new WeakMap<Modem, number>();

/** Another number for each message of a modem; the first one differs from run to run. */
const nextReference = (modem: Modem, bits: 8 | 16 = 8): number => {
  const next = (references.get(modem) ?? asyncScheduler.now()) + 1;
  references.set(modem, next);
  return next % 2 ** bits;
};
