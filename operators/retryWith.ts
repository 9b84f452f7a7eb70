import { checkOptions, is, RETRY_CHECKS } from '../lib/grammar/checkOptions';
import { defer, type MonoTypeOperatorFunction, retry, tap, throwError, timer } from 'rxjs';
import { isTransient } from '../lib/grammar/errors/isTransient';
import { ModemError } from '../lib/grammar/errors/modemError';
import { delayOf, type RetryPolicy } from './retryPolicy';

/** No try at all is the same as one. */
const CHECKS = { ...RETRY_CHECKS, attempts: is.repeats };

/**
 * Tries again by policy, but only while nothing was emitted: a stream that has emitted does not silently start over.
 *
 *     first try   --#              transient
 *     second      ····--a--b--|    after the delay
 *     result      --······a--b--|
 *
 * Fails with the last error after the last try, for a reason that is not worth another try, after a value was emitted, and
 * for an error that is not a `ModemError`; with `invalid-argument` for a policy that is none.
 */
export const retryWith =
  <T>(policy: RetryPolicy): MonoTypeOperatorFunction<T> =>
  (source) =>
    defer(() => {
      const { attempts, delay, when = isTransient } = checkOptions(policy, CHECKS);
      let hasEmitted = false;
      const mayRetry = (error: unknown): error is ModemError =>
        !hasEmitted && error instanceof ModemError && when(error.reason);
      return source.pipe(
        tap(() => {
          hasEmitted = true;
        }),
        retry({
          count: Math.max(0, attempts - 1),
          delay: (error: unknown, attempt) =>
            mayRetry(error) ? timer(delayOf(delay, attempt, error.reason)) : throwError(() => error),
        }),
      );
    });
