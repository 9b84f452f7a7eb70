/** A modem's clock, in a machine-readable form. */
export interface ClockTime {
  /** Local time as the modem has it, ISO 8601 with its zone: `2024-05-17T09:30:00+02:00`. */
  readonly at: string;
  /** Local time ahead of UTC; `undefined` where the modem gave no zone. */
  readonly offsetMinutes: number | undefined;
}

/** A moment as its parts, local, and its zone in quarters of an hour east of UTC. */
interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly quarters?: number | undefined;
}

const MINUTES_A_QUARTER = 15;
const two = (value: number): string => String(value).padStart(2, '0');
const offset = (minutes: number): string =>
  `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;

/**
 * Writes a moment in ISO 8601; `undefined` where there is no such day or time. Parts that are UTC are made local with `isUtc`.
 *
 *     24/05/17,09:30:00+08  →  { at: '2024-05-17T09:30:00+02:00', offsetMinutes: 120 }
 */
export const clockTime = (parts: Parts, isUtc = false): ClockTime | undefined => {
  const { year, month, day, hour, minute, second, quarters } = parts;
  const said = Date.UTC(year, month - 1, day, hour, minute, second);
  const shown = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`;
  if (Number.isNaN(said) || !new Date(said).toISOString().startsWith(shown)) return undefined;
  const offsetMinutes = quarters === undefined ? undefined : quarters * MINUTES_A_QUARTER;
  const local = new Date(said + (isUtc ? (offsetMinutes ?? 0) * 60_000 : 0)).toISOString().slice(0, 19);
  return Object.freeze({
    at: offsetMinutes === undefined ? local : `${local}${offset(offsetMinutes)}`,
    offsetMinutes,
  });
};

const TIME = /^"?(\d\d)\/(\d\d)\/(\d\d)\s*,\s*(\d\d):(\d\d):(\d\d)(?:([+-])(\d{1,2}))?"?$/;
/** Two digits of a year: a modem whose clock was never set starts at 1970. */
const FIRST_OF_LAST_CENTURY = 70;

/**
 * Reads the answer of `AT+CCLK?`: local time, or UTC with `isUtc`, and the zone in quarters of an hour (27.007 § 8.15).
 *
 *     24/05/17,09:30:00+08  →  { at: '2024-05-17T09:30:00+02:00', offsetMinutes: 120 }
 */
export const readClock = (text: string, isUtc = false): ClockTime | undefined => {
  const [, yy, month, day, hour, minute, second, sign, quarters] = TIME.exec(text) ?? [];
  if (yy === undefined) return undefined;
  const parts = {
    year: Number(yy) + (Number(yy) < FIRST_OF_LAST_CENTURY ? 2000 : 1900),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    quarters: quarters === undefined ? undefined : Number(`${sign}${quarters}`),
  };
  return clockTime(parts, isUtc);
};

/** A modem that lost its clock starts in a year up to this one: 1970, 1980, 2004, 2010, 2014 … */
const LAST_YEAR_OF_START = 2015;

/**
 * Whether a clock was ever set. One that was not shows a time of the years before modems had this library.
 *
 *     2004-01-01T00:00:40+03:00  →  false
 */
export const isClockSet = ({ at }: ClockTime): boolean => Number(at.slice(0, 4)) > LAST_YEAR_OF_START;
