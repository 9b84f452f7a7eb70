import { asyncScheduler } from 'rxjs';

/** A larger difference between scheduler and system time means virtual time. */
const SAME_MS = 1_000;

/**
 * Tells monotonic time, in whole milliseconds, to measure how long something takes: in virtual time that of the scheduler, otherwise
 * `performance.now()`. System time may jump: a board without a clock of its own gets the time from the network.
 *
 *     const began = monotonicNow();
 *     …
 *     const tookMs = monotonicNow() - began;
 */
export const monotonicNow = (): number => {
  const scheduled = asyncScheduler.now();
  const isVirtual = Math.abs(scheduled - Date.now()) > SAME_MS;
  // A host without `performance` has system time only.
  return isVirtual || typeof performance === 'undefined' ? scheduled : Math.round(performance.now());
};
