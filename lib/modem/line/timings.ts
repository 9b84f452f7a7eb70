import type { Given } from '../../grammar/settled';
import { is, type OptionChecks } from '../../grammar/checkOptions';
import { maxTimerMs } from '../../../operators/timeoutPolicy';

/** The time limits of a modem, in milliseconds, and its line rate. */
export interface Timings {
  /** Line rate, for the time that counted bytes take. Default 115,200; a TCP or emulated port may keep it. */
  readonly baudRate: number;
  /** How long the modem may take to answer its first `AT`. Default 20 s: it may be starting. */
  readonly bringUpMs: number;
  /** How long it may stay silent after a time-out before the command fails. Default 15 s. */
  readonly resynchroniseMs: number;
  /** Time between two `AT` in both cases. Default 500 ms. */
  readonly attentionEveryMs: number;
  /** How long the line must be quiet before the next command is written. Default 100 ms. */
  readonly quietMs: number;
  /** How long open work may take to wind up after the reader of the modem has left. Default 15 s. */
  readonly closeMs: number;
}

/** The defaults. */
export const defaultTimings: Timings = Object.freeze({
  baudRate: 115_200,
  bringUpMs: 20_000,
  resynchroniseMs: 15_000,
  attentionEveryMs: 500,
  quietMs: 100,
  closeMs: 15_000,
});

/** The checks of the timings. */
export const TIMINGS_CHECKS: OptionChecks = Object.freeze({
  baudRate: is.positive,
  bringUpMs: is.limitMs,
  resynchroniseMs: is.limitMs,
  attentionEveryMs: is.limitMs,
  quietMs: is.limitMs,
  closeMs: is.limitMs,
});

/** The given timings, defaults for the others; each is cut to the longest time that a timer takes. */
export const timingsOf = (given: Given<Timings>): Timings => {
  const known = Object.entries(defaultTimings) as [keyof Timings, number][];
  const settled = known.map(
    ([name, fallback]) => [name, Math.min(given[name] ?? fallback, maxTimerMs)] as const,
  );
  return Object.freeze(Object.fromEntries(settled)) as unknown as Timings;
};
