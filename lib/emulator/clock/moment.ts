/** A moment, and the zone that it is shown in. */
export interface Moment {
  readonly utcMs: number;
  /** Quarters of an hour east of UTC. */
  readonly quarters: number;
}

const QUARTER_MS = 15 * 60_000;
/** The most that a zone can be off (A76XX AT manual V1.09, CCLK). */
const MOST_QUARTERS = 96;
const two = (value: number): string => String(value).padStart(2, '0');

/** Reads a moment as settings give it: ISO 8601 with its zone, `2026-05-17T09:30:00+02:00`. */
export const momentOf = (iso: string): Moment | undefined => {
  const [, sign, hours = 0, minutes = 0] = /(?:Z|([+-])(\d\d):(\d\d))$/.exec(iso) ?? [];
  const utcMs = Date.parse(iso);
  if (Number.isNaN(utcMs)) return undefined;
  const quarters = Number(hours) * 4 + Number(minutes) / 15;
  return { utcMs, quarters: sign === '-' ? -quarters : quarters };
};

const TIME = /^(\d\d)\/(\d\d)\/(\d\d),(\d\d):(\d\d):(\d\d)([+-]\d\d)$/;

/** Reads a moment as `AT+CCLK` takes it: local time, and the zone in quarters of an hour. */
export const momentIn = (text: string): Moment | undefined => {
  const [, ...fields] = TIME.exec(text) ?? [];
  if (fields.length === 0) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, quarters = 0] = fields.map(Number);
  const localMs = Date.UTC(2000 + year, month - 1, day, hour, minute, second);
  const moment = { utcMs: localMs - quarters * QUARTER_MS, quarters };
  // The 31st of April is refused, and so are a 13th month and a zone of 26 hours (27.007 § 8.15).
  const exists = `${momentText(moment)}${zoneText(quarters)}` === text;
  return exists && Math.abs(quarters) <= MOST_QUARTERS ? moment : undefined;
};

/** The parts of a moment as a modem prints them: local, or in UTC. */
export const partsOf = ({ utcMs, quarters }: Moment, isUtc = false) => {
  const date = new Date(isUtc ? utcMs : utcMs + quarters * QUARTER_MS);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
};

/** A zone with its sign: `+08`. */
export const zoneText = (quarters: number): string => `${quarters < 0 ? '-' : '+'}${two(Math.abs(quarters))}`;

/** A moment without its zone, `26/05/17,09:30:00`. */
export const momentText = (moment: Moment, isUtc = false): string => {
  const { year, month, day, hour, minute, second } = partsOf(moment, isUtc);
  return `${two(year % 100)}/${two(month)}/${two(day)},${two(hour)}:${two(minute)}:${two(second)}`;
};
