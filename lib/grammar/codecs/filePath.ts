import type { Codec } from './codec';
import { invalidArgument } from '../errors/modemError';
import { spellable } from './spellable';
import { trimBlanks } from './splitFields';

/** What would end the field, the command (`;`) or the form (`=?`), and what no file system of the modems allows. */
const FORBIDDEN = '",;?*<>|';

/**
 * A file's path, bare as the file commands want it.
 *
 *     C:\User\a.txt  ⇄  C:\User\a.txt
 *
 * Refuses control characters, quotes, commas, semicolons and wildcards, blanks at its ends, and nothing at all.
 */
export const filePath: Codec<string> = {
  shows: 'path',
  read: (field) => (field === '' || [...FORBIDDEN].some((mark) => field.includes(mark)) ? undefined : field),
  write: (value, name) =>
    value !== '' && trimBlanks(value) === value
      ? spellable(value, name, FORBIDDEN)
      : invalidArgument(name, 'it is empty, or has a blank at its ends'),
};
