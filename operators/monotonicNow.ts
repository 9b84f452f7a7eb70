import { asyncScheduler } from 'rxjs';

/** Farther apart are only virtual time and the clock on the wall. */
const SAME_MS = 1_000;

/**
 * Tells the time for measuring how long something takes, in milliseconds: in virtual time the scheduler's, otherwise a clock
 * that nobody sets. The clock on the wall may jump: a board without a clock of its own gets the time with the network.
 *
 *     const began = monotonicNow();
 *     …
 *     const tookMs = monotonicNow() - began;
 */
export const monotonicNow = (): number => {
  const scheduled = asyncScheduler.now();
  const isVirtual = Math.abs(scheduled - Date.now()) > SAME_MS;
  // A host without `performance` has the clock on the wall only.
  return isVirtual || typeof performance === 'undefined' ? scheduled : Math.round(performance.now());
};
