import { concat, ignoreElements, type Observable, timer } from 'rxjs';
import { isTransient } from '../grammar/isTransient';
import { ModemError } from '../grammar/modemError';
import type { RetryPolicy } from '../../operators/retryPolicy';
import { delayOf } from '../../operators/delayOf';
import type { Resumed } from '../../operators/transferEvent';
import { ftpElsewhere } from './ftpElsewhere';
import type { FtpProgress } from './ftpProgress';

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
