import { concat, EMPTY, ignoreElements, type Observable, throwError, timer, of, asyncScheduler } from 'rxjs';
import { isTransient } from '../../grammar/errors/isTransient';
import { ModemError } from '../../grammar/errors/modemError';
import type { Reason } from '../../grammar/errors/reason';
import { delayOf } from '../../../operators/retryPolicy';
import type { TransferEvent } from '../../../operators/transferEvent';
import type { Attempt, Progress } from './progress';
import { hasOwnRange, type SettledRequest } from './httpRequest';

/** Tells the reader that a body goes on where it was; nothing where none was begun. */
export const httpResumed = ({ head, loaded: offset }: Progress, reason: Reason): Observable<TransferEvent> =>
  head ? of<TransferEvent>(Object.freeze({ kind: 'resumed', offset, reason })) : EMPTY;

/** The longest that a server's wish is obeyed. */
const MAX_MS = 300_000;

/** How long the server asks to wait (`Retry-After`, seconds or a date), in milliseconds; 0 where it does not. */
export const retryAfterMs = (reason: Reason): number => {
  if (reason.kind !== 'http-status') return 0;
  const wish = reason.head.headers['retry-after'];
  if (wish === undefined) return 0;
  const waitMs = /^\d+$/.test(wish) ? Number(wish) * 1_000 : Date.parse(wish) - asyncScheduler.now();
  return Number.isFinite(waitMs) ? Math.min(MAX_MS, Math.max(0, waitMs)) : 0;
};

/**
 * Tells whether a request may be tried once more as far as it is: it can be repeated or has not reached the server, and what
 * was emitted of its body can be gone on from.
 */
export const httpMayGoOn = (request: SettledRequest, { sent, head }: Progress): boolean => {
  const { method, idempotent = method !== 'POST', resume } = request;
  if (sent && !idempotent) return false;
  return head === undefined || (resume && method === 'GET' && !hasOwnRange(request));
};

/**
 * The modem's codes that say that the request can't have reached the server: no name (603, 713), stack or service busy
 * (604, 703), no TLS (605, 606, 710, 715, 719), wrong state or parameter (708, 711), no socket, no connection (712, 714).
 */
const CODES = new Set([603, 604, 605, 606, 703, 708, 710, 711, 712, 713, 714, 715, 719]);

/** Tells whether a request that failed for this reason can't have reached the server. */
export const neverArrived = (reason: Reason): boolean => reason.kind === 'http' && CODES.has(reason.code);

/** No part is asked for that is smaller. */
const MIN_PART_BYTES = 4_096;

/** Whether the modem could not hold the response, so that parts of it may do. */
const isTooLarge = ({ call, dialect }: Attempt, reason: Reason): boolean =>
  reason.kind === 'http' && call.method === 'GET' && dialect.tooLarge.code === reason.code;

/** Asks for parts from now on, or for smaller ones; false where they can't get smaller. */
const shrink = ({ progress, dialect }: Attempt): boolean => {
  const partBytes = progress.partBytes === undefined ? dialect.tooLarge.partBytes : progress.partBytes >> 1;
  if (partBytes < MIN_PART_BYTES) return false;
  progress.partBytes = partBytes;
  return true;
};

/** The body that was to be sent has another length than was said: it will have it again. */
const isBadSource = ({ progress, call }: Attempt, { kind }: Reason): boolean =>
  kind === 'length' && call.content !== undefined && !progress.sent;

/** The smallest parts are too large, so they are no parts. */
const noParts = (): ModemError =>
  new ModemError({
    kind: 'range',
    problem: 'the modem can’t hold the response, and the server gives no parts of it',
  });

/**
 * Decides what follows a failed try: nothing, another one after a while, or one in smaller parts. What was emitted is never
 * emitted again: the next try goes on behind it, checked against the server's version, or against the bytes themselves.
 */
export const httpComeback = (
  attempt: Attempt,
  error: unknown,
  failures: number,
): Observable<TransferEvent> | undefined => {
  if (!(error instanceof ModemError)) return undefined;
  const { reason } = error;
  const { progress, request } = attempt;
  const { attempts, delay, when = isTransient } = request.retry;
  if (neverArrived(reason)) progress.sent = false;
  const { isCertain } = attempt.dialect.tooLarge;
  const isLarge = isTooLarge(attempt, reason) && !hasOwnRange(request);
  const shrunk = isLarge && shrink(attempt);
  if (isLarge && !shrunk && isCertain) return throwError(noParts);
  const free = shrunk && isCertain;
  if (free && progress.head === undefined) return EMPTY;
  const worthIt = free || (when(reason) && failures < attempts && !isBadSource(attempt, reason));
  if (!worthIt || !httpMayGoOn(request, progress)) return undefined;
  const waitMs = Math.max(delayOf(delay, failures, reason), retryAfterMs(reason));
  const pause = timer(waitMs).pipe(ignoreElements());
  return concat(pause, httpResumed(progress, reason));
};
