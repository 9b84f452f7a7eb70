import { defer, type MonoTypeOperatorFunction, retry, tap, throwError, timer } from 'rxjs';
import { isTransient } from '../lib/grammar/errors/isTransient';
import { ModemError } from '../lib/grammar/errors/modemError';
import { delayOf, type RetryPolicy } from './retryPolicy';

/**
 * Tries again by policy, but only while nothing was emitted: a stream that has spoken does not silently start over.
 *
 *     first try   --#              transient
 *     second      ····--a--b--|    after the delay
 *     result      --······a--b--|
 *
 * Fails with the last error where tries are used up, the reason is not worth it, something was emitted already, or the
 * error is not a `ModemError`.
 */
export const retryWith =
  <T>({ attempts, delay, when = isTransient }: RetryPolicy): MonoTypeOperatorFunction<T> =>
  (source) =>
    defer(() => {
      let spoken = false;
      const mayRetry = (error: unknown): error is ModemError =>
        !spoken && error instanceof ModemError && when(error.reason);
      return source.pipe(
        tap(() => {
          spoken = true;
        }),
        retry({
          count: Math.max(0, attempts - 1),
          delay: (error: unknown, attempt) =>
            mayRetry(error) ? timer(delayOf(delay, attempt, error.reason)) : throwError(() => error),
        }),
      );
    });
