import type { Codec } from './codec';
import { invalidArgument } from './invalidArgument';

const DIGITS = /^[0-9A-F]+$/i;

/** A number as it is spelled, with all its zeros: IMEI, IMSI, ICCID; the last may hold an F. */
export const digits: Codec<string> = {
  shows: 'digits',
  read: (field) => (DIGITS.test(field) ? field : undefined),
  write: (value, name) =>
    DIGITS.test(value) ? value : invalidArgument(name, `${value} is not made of digits`),
};
