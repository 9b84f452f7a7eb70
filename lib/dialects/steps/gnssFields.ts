import type { GnssFix } from '../gnssDialect';

const KMH_A_KNOT = 1.852;
const FIELD = /^-?\d+(?:\.\d*)?$/;

/** A number of a position; `undefined` for an empty field, or one that is none. */
const numberOf = (field: string | undefined): number | undefined =>
  field !== undefined && FIELD.test(field) ? Number(field) : undefined;

/** A speed in knots, as NMEA has it, in km/h. */
const kmhOf = (knots: number | undefined): number | undefined =>
  knots === undefined ? undefined : round(knots * KMH_A_KNOT, 3);

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Degrees have three digits at the most: four or more are degrees and minutes, as in NMEA. */
const MINUTES = /^(\d{1,3})(\d\d(?:\.\d*)?)$/;

/**
 * Degrees of a latitude or longitude, signed by its hemisphere.
 *
 *     3113.343286,N  →  31.222388       31.222388,N  →  31.222388       12121.234064,W  →  -121.353901
 */
const degreesOf = (field: string, hemisphere: string, most: number): number | undefined => {
  if (numberOf(field) === undefined) return undefined;
  const isInMinutes = field.replace(/\..*$/, '').length > 3;
  const [, degrees = '0', minutes = '0'] = (isInMinutes && MINUTES.exec(field)) || [];
  if (isInMinutes && Number(minutes) >= 60) return undefined;
  const value = isInMinutes ? Number(degrees) + Number(minutes) / 60 : Number(field);
  if (value > most) return undefined;
  const signed = /^[SW]$/i.test(hemisphere) ? -value : value;
  return round(signed, 7) + 0;
};

/** Makes a moment in UTC of a date and a time, `250311` and `072809.33`; `undefined` where there is no such moment. */
const momentOf = (date: string, time: string): string | undefined => {
  const [, day, month, year] = /^(\d\d)(\d\d)(\d\d)$/.exec(date) ?? [];
  const [, hour, minute, second, fraction = ''] = /^(\d\d)(\d\d)(\d\d)(?:\.(\d*))?$/.exec(time) ?? [];
  if (year === undefined || hour === undefined) return undefined;
  const at = `20${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
  return Number.isNaN(Date.parse(at)) || new Date(at).toISOString() !== at ? undefined : at;
};

/** A position without the fields that are missing. */
const fixOf = ({
  latitude,
  longitude,
  at,
  ...more
}: { readonly [K in keyof GnssFix]?: GnssFix[K] | undefined }): GnssFix | null => {
  if (latitude === undefined || longitude === undefined || at === undefined) return null;
  const known = Object.entries(more).filter(([, value]) => value !== undefined);
  return Object.freeze({ latitude, longitude, at, ...(Object.fromEntries(known) as Partial<GnssFix>) });
};

/** How the fields of a position are read, by whichever command they come. */
export const gnssFields = /* @__PURE__ */ Object.freeze({ numberOf, kmhOf, degreesOf, momentOf, fixOf });
