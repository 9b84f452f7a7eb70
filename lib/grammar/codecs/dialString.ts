import type { Codec } from './codec';
import { invalidArgument } from '../errors/modemError';

const DIALLED = /^[0-9A-D*#+,TPW!@;IG]+$/i;

/**
 * What stands behind `ATD`: digits and the signs that V.250 § 6.3.1 and 27.007 § 6.2 allow, to the end of the line.
 *
 *     +491701234567;  ⇄  +491701234567;
 */
export const dialString: Codec<string> & { readonly takesAll: true } = {
  shows: 'dial string',
  takesAll: true,
  read: (field) => (DIALLED.test(field) ? field : undefined),
  write: (value, name) =>
    DIALLED.test(value) ? value : invalidArgument(name, 'it holds a sign that can’t be dialled'),
};
