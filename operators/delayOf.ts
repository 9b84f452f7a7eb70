import type { Reason } from '../lib/grammar/reason';
import type { RetryPolicy } from './retryPolicy';

/** How long a policy waits after a failed try, in milliseconds. */
export const delayOf = (delay: RetryPolicy['delay'], attempt: number, reason: Reason): number =>
  typeof delay === 'number' ? delay : delay(attempt, reason);
