import { invalidArgument } from '../grammar/errors/modemError';

/** Digits, `*` and `#`, and `+` in front: everything else could mean something to the modem. */
const NUMBER = /^\+?[0-9*#]{1,40}$/;
/** What people write between digits. */
const MARKS = /[ \t\u00a0().\-/]/g;

/**
 * A number to call or to write to, without the blanks, brackets, dots, dashes and slashes that people put into it.
 *
 *     checkedNumber('+49 (170) 123-45', 'to')    '+4917012345'
 *
 * Fails with `invalid-argument`, which never shows the number.
 */
export const checkedNumber = (number: string, argument: string): string => {
  const bare = typeof number === 'string' ? number.replace(MARKS, '') : '';
  return NUMBER.test(bare)
    ? bare
    : invalidArgument(argument, 'it is not made of digits, * and #, with + in front of an international one');
};
