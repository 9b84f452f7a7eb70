import { clockTime, type ClockTime } from './clockTime';

const TIME = /^"?(\d\d)\/(\d\d)\/(\d\d)\s*,\s*(\d\d):(\d\d):(\d\d)(?:([+-])(\d{1,2}))?"?$/;
/** Two digits of a year: modems count from 1970 where nobody set their clock. */
const FIRST_OF_LAST_CENTURY = 70;

/**
 * Reads what `AT+CCLK?` tells: local time, and the zone in quarters of an hour (27.007 § 8.15).
 *
 *     24/05/17,09:30:00+08  →  { at: '2024-05-17T09:30:00+02:00', offsetMinutes: 120 }
 */
export const readClock = (text: string): ClockTime | undefined => {
  const [, yy, month, day, hour, minute, second, sign, quarters] = TIME.exec(text) ?? [];
  if (yy === undefined) return undefined;
  return clockTime({
    year: Number(yy) + (Number(yy) < FIRST_OF_LAST_CENTURY ? 2000 : 1900),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    quarters: quarters === undefined ? undefined : Number(`${sign}${quarters}`),
  });
};
