import { concat, EMPTY, ignoreElements, type Observable, throwError, timer } from 'rxjs';
import { isTransient } from '../grammar/isTransient';
import { ModemError } from '../grammar/modemError';
import type { Reason } from '../grammar/reason';
import { delayOf } from '../../operators/delayOf';
import type { TransferEvent } from '../../operators/transferEvent';
import type { Attempt } from './attempt';
import { hasOwnRange } from './hasOwnRange';
import { httpMayGoOn } from './httpMayGoOn';
import { httpResumed } from './httpResumed';
import { neverArrived } from './neverArrived';
import { retryAfterMs } from './retryAfterMs';

/** No part is asked for that is smaller. */
const LEAST_PART_BYTES = 4_096;

/** Whether the modem could not hold the response, so that parts of it may do. */
const isTooLarge = ({ call, dialect }: Attempt, reason: Reason): boolean =>
  reason.kind === 'http' && call.method === 'GET' && dialect.tooLarge.code === reason.code;

/** Asks for parts from now on, or for smaller ones; false where they can't get smaller. */
const shrink = ({ progress, dialect }: Attempt): boolean => {
  const partBytes = progress.partBytes === undefined ? dialect.tooLarge.partBytes : progress.partBytes >> 1;
  if (partBytes < LEAST_PART_BYTES) return false;
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
