import { exponential, type RetryPolicy } from 'rxmodem';
import type { CommonOptions } from './commonOptions';

/** Says how often a transient failure is tried again, and when. */
export const retryOf = ({ retries }: CommonOptions): RetryPolicy => ({
  attempts: retries + 1,
  delay: exponential({ fromMs: 500, upToMs: 10_000 }),
});
