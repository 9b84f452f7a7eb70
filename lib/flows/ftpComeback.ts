import { concat, ignoreElements, type Observable, of, timer } from 'rxjs';
import { isTransient } from '../grammar/isTransient';
import { ModemError } from '../grammar/modemError';
import type { RetryPolicy } from '../../operators/retryPolicy';
import { delayOf } from '../../operators/delayOf';
import type { Resumed } from '../../operators/transferEvent';

/** How far a transfer is, and whether it can go on from there. */
export interface FtpProgress {
  /** Bytes that were emitted, or that the server has. */
  readonly loaded: number;
  /** Something was transferred: what follows is no first try. */
  readonly isBegun: boolean;
  readonly mayGoOn: boolean;
}

/**
 * Decides what follows a failed try of a transfer: nothing, or another one after a while, which says where it goes on.
 */
export const ftpComeback = (
  { attempts, delay, when = isTransient }: RetryPolicy,
  { loaded, isBegun, mayGoOn }: FtpProgress,
  error: unknown,
  failures: number,
): Observable<Resumed> | undefined => {
  if (!(error instanceof ModemError)) return undefined;
  const { reason } = error;
  if (!when(reason) || failures >= attempts || (isBegun && !mayGoOn)) return undefined;
  const pause = timer(delayOf(delay, failures, reason)).pipe(ignoreElements());
  return isBegun
    ? concat(pause, of<Resumed>(Object.freeze({ kind: 'resumed', offset: loaded, reason })))
    : pause;
};
