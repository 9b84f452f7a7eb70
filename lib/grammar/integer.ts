import type { Codec } from './codec';
import { invalidArgument } from './invalidArgument';

const DIGITS = /^[+-]?\d{1,15}$/;

const unquoted = (field: string): string =>
  field.charCodeAt(0) === 34 && field.length > 1 ? field.slice(1, -1) : field;

/**
 * A whole number. Reads it quoted, too: modems differ in that.
 *
 *     5  ⇄  5       "5"  →  5
 */
export const integer: Codec<number> = {
  shows: 'integer',
  read: (field) => {
    const digits = unquoted(field);
    return DIGITS.test(digits) ? Number(digits) : undefined;
  },
  write: (value, name) =>
    Number.isSafeInteger(value) ? String(value) : invalidArgument(name, `${value} is not a whole number`),
};
