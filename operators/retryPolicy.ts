import type { Reason } from '../lib/grammar/reason';

/** How often something is tried, how long between, and what is worth it. */
export interface RetryPolicy {
  /** Tries in all, the first included. */
  readonly attempts: number;
  /** Milliseconds before the next try, or a function of the number of the one that failed (1, 2, 3 …) and its reason. */
  readonly delay: number | ((attempt: number, reason: Reason) => number);
  /** Which failures are worth another try. Default: `isTransient`. */
  readonly when?: (reason: Reason) => boolean;
}
