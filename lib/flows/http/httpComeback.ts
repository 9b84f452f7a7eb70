import { isBeforeServer } from '../../grammar/errors/codeRow';
import { concat, EMPTY, ignoreElements, type Observable, throwError, timer, of, asyncScheduler } from 'rxjs';
import { isTransient } from '../../grammar/errors/isTransient';
import { ModemError } from '../../grammar/errors/modemError';
import type { Reason } from '../../grammar/errors/reason';
import { delayOf } from '../../../operators/retryPolicy';
import type { TransferEvent } from '../../../operators/transferEvent';
import type { HttpProgress, HttpSession } from './httpProgress';
import { hasOwnRange, type HttpRequest } from './httpRequest';

/** Emits `resumed` where a body was begun, and nothing otherwise. */
export const httpResumed = (
  { head, loaded: offset }: HttpProgress,
  reason: Reason,
): Observable<TransferEvent> =>
  head ? of<TransferEvent>(Object.freeze({ kind: 'resumed', offset, reason })) : EMPTY;

/** The longest wait that a server may ask for. */
const MAX_RETRY_AFTER_MS = 300_000;

/**
 * How long the server asks to wait (`Retry-After`, seconds or a date), in milliseconds; 0 where it does not. A date counts from the
 * response's own `Date`, where there is one: the host's clock may be wrong.
 */
export const retryAfterMs = (reason: Reason): number => {
  if (reason.kind !== 'http-status') return 0;
  const { 'retry-after': wish, date = '' } = reason.head.headers;
  if (wish === undefined) return 0;
  const saidAt = Date.parse(date);
  const sinceMs = Number.isNaN(saidAt) ? asyncScheduler.now() : saidAt;
  const waitMs = /^\d+$/.test(wish) ? Number(wish) * 1_000 : Date.parse(wish) - sinceMs;
  return Number.isFinite(waitMs) ? Math.min(MAX_RETRY_AFTER_MS, Math.max(0, waitMs)) : 0;
};

/**
 * Whether another try may follow: the request can be repeated or has not reached the server, and the body can go on where it
 * was.
 */
export const httpMayGoOn = (
  request: Pick<HttpRequest, 'method' | 'idempotent' | 'resume' | 'headers'>,
  { sent, head }: HttpProgress,
): boolean => {
  const { method = 'GET', idempotent = method !== 'POST', resume = true } = request;
  if (sent && !idempotent) return false;
  return head === undefined || (resume && method === 'GET' && !hasOwnRange(request));
};

/**
 * The modem's codes that say that the request can't have reached the server: no name (603, 713), stack or service busy
 * (604, 703), no TLS (605, 606, 710, 715, 719), wrong state or parameter (708, 711), no socket, no connection (712, 714).
 */
const CODES = new Set([603, 604, 605, 606, 703, 708, 710, 711, 712, 713, 714, 715, 719]);

/** Whether a request that failed for this reason can't have reached the server. */
export const neverArrived = (reason: Reason): boolean =>
  reason.kind === 'http' && (reason.row ? isBeforeServer(reason.row) : CODES.has(reason.code));

/** The smallest part that is asked for. */
const MIN_PART_BYTES = 4_096;

/** A call and its progress, between two tries. */
type Call = Pick<HttpSession, 'dialect' | 'call' | 'progress'>;

/** Whether the modem could not hold the response; it may hold parts of it. */
const isTooLarge = ({ call, dialect }: Call, reason: Reason): boolean =>
  reason.kind === 'http' && call.method === 'GET' && dialect.tooLarge.code === reason.code;

/** Makes the next tries ask for parts, or for smaller ones; false where they can't get smaller. */
const shrink = ({ progress, dialect }: Call): boolean => {
  const partBytes = progress.partBytes === undefined ? dialect.tooLarge.partBytes : progress.partBytes >> 1;
  if (partBytes < MIN_PART_BYTES) return false;
  progress.partBytes = partBytes;
  return true;
};

/** The source of the request's body has another length than it said; it would again. */
const isBadSource = ({ progress, call }: Call, { kind }: Reason): boolean =>
  kind === 'length' && call.content !== undefined && !progress.sent;

/** Even the smallest parts are too large: the server ignores the range. */
const noParts = (): ModemError =>
  new ModemError({
    kind: 'range',
    problem: 'the modem can’t hold the response, and the server gives no parts of it',
  });

/**
 * Decides what follows a failed try: nothing, another try after a pause, or one in smaller parts. What was emitted is never
 * emitted again: the next try goes on behind it, checked against the server's version, or against the bytes themselves.
 */
export const httpComeback = (
  failed: Call,
  error: unknown,
  failures: number,
): Observable<TransferEvent> | undefined => {
  if (!(error instanceof ModemError)) return undefined;
  const { reason } = error;
  const { progress, call, dialect } = failed;
  const { attempts, delay, when = isTransient } = call.retry;
  if (neverArrived(reason)) progress.sent = false;
  const { isCertain } = dialect.tooLarge;
  const isLarge = isTooLarge(failed, reason) && !hasOwnRange(call);
  const shrunk = isLarge && shrink(failed);
  if (isLarge && !shrunk && isCertain) return throwError(noParts);
  const free = shrunk && isCertain;
  if (free && progress.head === undefined) return EMPTY;
  const worthIt = free || (when(reason) && failures < attempts && !isBadSource(failed, reason));
  if (!worthIt || !httpMayGoOn(call, progress)) return undefined;
  const waitMs = Math.max(delayOf(delay, failures, reason), retryAfterMs(reason));
  const pause = timer(waitMs).pipe(ignoreElements());
  return concat(pause, httpResumed(progress, reason));
};
