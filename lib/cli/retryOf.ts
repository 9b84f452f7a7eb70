import { exponential, type RetryPolicy } from 'rxmodem';
import type { NetworkOptions } from './networkOptions';

/** Says how often a transient failure is tried again, and when. */
export const retryOf = ({ retries }: NetworkOptions): RetryPolicy => ({
  attempts: retries + 1,
  delay: exponential({ fromMs: 500, upToMs: 10_000 }),
});
