import { clockTime, type ClockTime } from '../grammar/clockTime';
import { invalidArgument } from '../grammar/errors/modemError';

/** A moment as a message has it: local time with its zone. */
export interface Timestamp extends ClockTime {
  readonly offsetMinutes: number;
  /** Milliseconds since 1970. */
  readonly epochMs: number;
}

/** Octets of a time stamp. */
const OCTETS = 7;
const MINUTES_A_QUARTER = 15;
const MAX_QUARTERS = (14 * 60) / MINUTES_A_QUARTER;
/** Two digits of a year: centres count from 1970 if nobody set their clock. */
const FIRST_OF_LAST_CENTURY = 70;
const WEST = 0x08;

/** Decimal digits of an octet, the lower half first; `NaN` if they are none. */
const decimal = (octet: number): number => {
  const [tens, ones] = [octet & 0xf, octet >> 4];
  return tens > 9 || ones > 9 ? Number.NaN : 10 * tens + ones;
};

/** Quarters of an hour east of UTC. The sign is a bit of the tens. */
const quartersOf = (octet: number): number => {
  const quarters = 10 * (octet & 7) + (octet >> 4);
  return (octet & WEST) === 0 ? quarters : 0 - quarters;
};

/** Reads a time stamp; `undefined` if it is no moment, as some centres write it. */
const read = (octets: Uint8Array): Timestamp | undefined => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = Array.from(octets, decimal);
  const quarters = quartersOf(octets[OCTETS - 1] ?? 0);
  if (octets.length !== OCTETS || Math.abs(quarters) > MAX_QUARTERS) return undefined;
  const century = year < FIRST_OF_LAST_CENTURY ? 2000 : 1900;
  const found = clockTime({ year: century + year, month, day, hour, minute, second, quarters });
  return found && stamp(found.at, quarters);
};

const ISO = /^(?:19[7-9]\d|20[0-6]\d)-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|([+-])(\d\d):(00|15|30|45))$/;

const WANTED =
  'a time is a Date or ISO 8601 with its zone in quarters of an hour, from 1970 to 2069: 2024-05-17T09:30:00+02:00';

/** Year to second. */
const fieldsOf = (at: string): readonly number[] =>
  at.slice(0, 'yyyy-mm-ddThh:mm:ss'.length).split(/\D/).map(Number);

/** The time stamp of a moment: a `Date` is written in UTC, ISO 8601 text in its own zone. Fails with `invalid-argument`. */
const of = (when: Date | string, argument = 'at'): Timestamp => {
  if (typeof when !== 'string' && Number.isNaN(when.getTime()))
    return invalidArgument(argument, 'the date is invalid');
  const text = typeof when === 'string' ? when : when.toISOString();
  const [, sign = '', hours = 0, minutes = 0] = ISO.exec(text) ?? [];
  const quarters = (Number(`${sign}1`) * (60 * Number(hours) + Number(minutes))) / MINUTES_A_QUARTER;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fieldsOf(text);
  const found = clockTime({ year, month, day, hour, minute, second, quarters });
  return found && ISO.test(text) && Math.abs(quarters) <= MAX_QUARTERS
    ? stamp(found.at, quarters)
    : invalidArgument(argument, WANTED);
};

/** The octets of a time stamp; noughts for a time that is unknown. */
const write = (moment: Timestamp | undefined): Uint8Array => {
  if (!moment) return new Uint8Array(OCTETS);
  const quarters = Math.abs(moment.offsetMinutes) / MINUTES_A_QUARTER;
  const [year = 0, ...others] = fieldsOf(moment.at);
  const fields = [year % 100, ...others];
  const octets = [...fields, quarters].map((value) => ((value % 10) << 4) | Math.floor(value / 10));
  const last = OCTETS - 1;
  return Uint8Array.from(octets, (octet, at) =>
    at === last && moment.offsetMinutes < 0 ? octet | WEST : octet,
  );
};

/** Time stamps (3GPP 23.040 § 9.2.3.11): seven octets, the zone in quarters of an hour. */
export const timestamp = Object.freeze({ OCTETS, read, of, write });

const stamp = (at: string, quarters: number): Timestamp =>
  Object.freeze({ at, offsetMinutes: 0 + quarters * MINUTES_A_QUARTER, epochMs: Date.parse(at) });
