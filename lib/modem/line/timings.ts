import { maxTimerMs } from '../../../operators/timeoutPolicy';

/** How patient the library is with a modem, in milliseconds. */
export interface Timings {
  /** Line rate, for the time that counted bytes take. Default 115,200; a TCP or emulated port may keep it. */
  readonly baudRate: number;
  /** How long the modem may take to answer its first `AT`. Default 20 s: it may be starting. */
  readonly bringUpMs: number;
  /** How long it may stay silent after a time-out before it is given up. Default 15 s. */
  readonly resynchroniseMs: number;
  /** How often `AT` is repeated meanwhile. Default 500 ms. */
  readonly attentionEveryMs: number;
  /** How long the line must be quiet before it is trusted again. Default 100 ms. */
  readonly quietMs: number;
  /** How long what is open may take to wind up when the connection is left. Default 15 s. */
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

/** The patience that was given, the defaults for what was not; what no timer holds is as long as one can be. */
export const timingsOf = (given: Partial<Timings>): Timings => {
  const known = Object.entries(defaultTimings) as [keyof Timings, number][];
  const settled = known.map(
    ([name, fallback]) => [name, Math.min(given[name] ?? fallback, maxTimerMs)] as const,
  );
  return Object.freeze(Object.fromEntries(settled)) as unknown as Timings;
};
