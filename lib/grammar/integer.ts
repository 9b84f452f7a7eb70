import type { Codec } from './codec';
import { invalidArgument } from './invalidArgument';

const DIGITS = /^[+-]?\d{1,15}$/;

/**
 * A whole number, bare: a number in quotes is a text (`+CREG: 1,"2804","9D01"` has one number).
 *
 *     5  ⇄  5
 */
export const integer: Codec<number> = {
  shows: 'integer',
  read: (field) => (DIGITS.test(field) ? Number(field) : undefined),
  write: (value, name) =>
    Number.isSafeInteger(value) ? String(value) : invalidArgument(name, `${value} is not a whole number`),
};
