import { concat, ignoreElements, type Observable, timer, EMPTY, of } from 'rxjs';
import { isTransient } from '../../grammar/errors/isTransient';
import { ModemError } from '../../grammar/errors/modemError';
import { type RetryPolicy, delayOf } from '../../../operators/retryPolicy';
import type { Resumed } from '../../../operators/transferEvent';
import type { Reason } from '../../grammar/errors/reason';

/** What a transfer of a file emits before it goes on on another modem; `undefined` where it can't. */
export const ftpElsewhere = (
  { loaded: offset, isBegun, mayGoOn }: FtpProgress,
  reason: Reason,
): Observable<Resumed> | undefined => {
  if (!isBegun) return EMPTY;
  return mayGoOn ? of<Resumed>(Object.freeze({ kind: 'resumed', offset, reason })) : undefined;
};

/**
 * Decides what follows a failed try of a transfer: nothing, or another one after a while, which says where it goes on.
 */
export const ftpComeback = (
  { attempts, delay, when = isTransient }: RetryPolicy,
  progress: FtpProgress,
  error: unknown,
  failures: number,
): Observable<Resumed> | undefined => {
  if (!(error instanceof ModemError)) return undefined;
  const { reason } = error;
  const resumed = ftpElsewhere(progress, reason);
  if (!when(reason) || failures >= attempts || !resumed) return undefined;
  return concat(timer(delayOf(delay, failures, reason)).pipe(ignoreElements()), resumed);
};

/** How far a transfer is, and whether it can go on from there. */
export interface FtpProgress {
  /** Bytes that were emitted, or that the server has. */
  readonly loaded: number;
  /** Something was transferred: what follows is no first try. */
  readonly isBegun: boolean;
  readonly mayGoOn: boolean;
}
