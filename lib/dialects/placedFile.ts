import { invalidArgument } from '../grammar/invalidArgument';
import { spellable } from '../grammar/spellable';

const DRIVES: Readonly<Record<string, 'local' | 'card'>> = { c: 'local', d: 'card' };
const NAMED = /^(?:([a-z]):[/\\])?([^/\\]+)$/i;

/**
 * Which file is meant: its name, and the drive where one was said. `C:/log.txt`, `D:/log.txt`, `log.txt`.
 *
 * Fails with `invalid-argument` of the given name where it is none, or can't be spelled.
 */
export const placedFile = (
  path: string,
  name: string,
): { readonly file: string; readonly path: 'local' | 'card' } => {
  const [, letter = 'c', file] = NAMED.exec(spellable(path, name, '"')) ?? [];
  const drive = DRIVES[letter.toLowerCase()];
  if (file === undefined || drive === undefined)
    return invalidArgument(name, `${JSON.stringify(path)} is no file at the top of C: or D:`);
  return { file, path: drive };
};
