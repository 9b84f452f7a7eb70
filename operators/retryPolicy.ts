import { checkOptions, is } from '../lib/grammar/checkOptions';
import { maxTimerMs } from './timeoutPolicy';
import type { Reason } from '../lib/grammar/errors/reason';

/** How often something is tried, how long the pauses are, and which failures are worth another try. */
export interface RetryPolicy {
  /** Tries in all, the first included. */
  readonly attempts: number;
  /** Milliseconds before the next try, or a function of the number of the one that failed (1, 2, 3 …) and its reason. */
  readonly delay: number | ((attempt: number, reason: Reason) => number);
  /** Which failures are worth another try. Default: `isTransient`. */
  readonly when?: ((reason: Reason) => boolean) | undefined;
}

/** How long a policy waits after a failed try, in milliseconds. What a function gives that is no time means no pause. */
export const delayOf = (delay: RetryPolicy['delay'], attempt: number, reason: Reason): number => {
  const waitMs = typeof delay === 'number' ? delay : delay(attempt, reason);
  return waitMs > 0 ? Math.min(waitMs, maxTimerMs) : 0;
};

/**
 * A delay that doubles with every try: a pure function from the number of the try (1, 2, 3 …) to milliseconds.
 *
 *     exponential({ fromMs: 500, upToMs: 10_000 })    500, 1000, 2000, 4000, 8000, 10000, 10000 …
 *
 * Fails with `invalid-argument` where a time is negative or no number.
 */
export const exponential = (times: {
  readonly fromMs: number;
  readonly upToMs: number;
}): ((attempt: number) => number) => {
  const { fromMs, upToMs } = checkOptions(times, { fromMs: is.limitMs, upToMs: is.limitMs });
  return (attempt) => Math.min(upToMs, fromMs * 2 ** (attempt - 1));
};
