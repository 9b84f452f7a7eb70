import { asyncScheduler } from 'rxjs';
import { type Moment, momentOf, partsOf } from '../clock/moment';
import type { HandlerContext } from '../core/handler';
import type { GnssPoint } from './gnssPoint';

/** Where the receiver is now, and when. */
export interface Position extends Required<GnssPoint> {
  readonly date: string;
  readonly time: string;
}

const START = momentOf('2026-01-01T00:00:00Z') as Moment;
const two = (value: number): string => String(value).padStart(2, '0');

/** The position that the receiver has now; `undefined` while it has none, or is off. */
export const positionOf = ({ state, settings, clock }: HandlerContext): Position | undefined => {
  const { gnss = [], gnssFixMs } = settings;
  if (state.gnssSinceMs === undefined || gnss.length === 0) return undefined;
  const elapsedMs = Math.max(0, asyncScheduler.now() - state.gnssSinceMs);
  if (elapsedMs < gnssFixMs) return undefined;
  const at = Math.min(gnss.length - 1, Math.floor((elapsedMs - gnssFixMs) / 1_000));
  const moment = clock.now ?? { ...START, utcMs: START.utcMs + elapsedMs };
  const { year, month, day, hour, minute, second } = partsOf(moment, true);
  return {
    ...{ altitudeMeters: 0, speedKmh: 0, courseDegrees: 0 },
    ...(gnss[at] as GnssPoint),
    date: `${two(day)}${two(month)}${two(year % 100)}`,
    time: `${two(hour)}${two(minute)}${two(second)}.00`,
  };
};

/** Degrees and minutes, and the hemisphere, as NMEA has them: `3113.343286,N`. */
export const inMinutes = (
  degrees: number,
  digits: number,
  [plus, minus]: readonly [string, string],
): string => {
  const value = Math.abs(degrees);
  const whole = Math.trunc(value);
  const minutes = ((value - whole) * 60).toFixed(6).padStart(9, '0');
  return `${String(whole).padStart(digits, '0')}${minutes},${degrees < 0 ? minus : plus}`;
};
