import type { Codec } from './codec';
import { invalidArgument } from '../errors/modemError';

const ZERO = 48;
const MINUS = 45;
const PLUS = 43;
/** The number of digits of the largest safe integer. */
const MAX_DIGITS = 16;

/** The number that digits spell, from a place on; `undefined` where something else stands there. */
const valueOfDigits = (field: string, from: number): number | undefined => {
  const { length } = field;
  if (length === from || length - from > MAX_DIGITS) return undefined;
  let value = 0;
  for (let at = from; at < length; at += 1) {
    const digit = field.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value <= Number.MAX_SAFE_INTEGER ? value : undefined;
};

/**
 * A whole number, bare: a number in quotes is a text (`+CREG: 1,"2804","9D01"` has one number).
 *
 *     5  ⇄  5
 */
export const integer: Codec<number> = {
  shows: 'integer',
  read: (field) => {
    const sign = field.charCodeAt(0);
    if (sign !== MINUS) return valueOfDigits(field, sign === PLUS ? 1 : 0);
    const value = valueOfDigits(field, 1);
    return value && -value;
  },
  write: (value, name) =>
    Number.isSafeInteger(value) ? String(value) : invalidArgument(name, `${value} is not a whole number`),
};

/** A whole number within limits, both inclusive; outside of them it is refused on writing and not read. */
export const integerBetween = (least: number, most: number): Codec<number> => ({
  shows: `${least}-${most}`,
  read: (field) => {
    const value = integer.read(field);
    return value !== undefined && value >= least && value <= most ? value : undefined;
  },
  write: (value, name) =>
    value >= least && value <= most
      ? integer.write(value, name)
      : invalidArgument(name, `${value} is not between ${least} and ${most}`),
});

/** A number of bytes or of things: a whole number from 0 on. A negative one is damage, and is not read. */
export const count: Codec<number> = { ...integerBetween(0, Number.MAX_SAFE_INTEGER), shows: 'count' };

/** A number of bytes that follow, with no zero in front: one that has lost its first digit is not read (`400`, `00`). */
export const exactCount: Codec<number> = {
  ...count,
  read: (field) => (/^0\d/.test(field) ? undefined : count.read(field)),
};

const DIGITS = /^[0-9A-F]+$/i;

/** A number as it is spelled, with all its zeros: IMEI, IMSI, ICCID; the last may hold an F. */
export const digits: Codec<string> = {
  shows: 'digits',
  read: (field) => (DIGITS.test(field) ? field : undefined),
  write: (value, name) =>
    DIGITS.test(value) ? value : invalidArgument(name, `${value} is not made of digits`),
};

/**
 * On or off.
 *
 *     true  ⇄  1       false  ⇄  0
 */
export const flag: Codec<boolean> = {
  shows: '0|1',
  read: (field) => (field === '1' ? true : field === '0' ? false : undefined),
  write: (value) => (value ? '1' : '0'),
};

/**
 * Whether something is on, where only 0 says that it is off: a state that no table has counts as on, so that nobody switches it off.
 *
 *     true  ⇄  1       true  ←  97       false  ⇄  0
 */
export const onUnlessZero: Codec<boolean> = {
  ...flag,
  read: (field) => (/^\d+$/.test(field) ? Number(field) !== 0 : undefined),
};
