import type { FtpDialect } from '../dialects/ftpDialect';
import { invalidArgument } from '../grammar/invalidArgument';
import { spellable } from '../grammar/spellable';

/**
 * Makes a server's path that can stand in an AT command: absolute, with nothing in it that could leave its field.
 *
 *     logs/today.csv  →  /logs/today.csv
 *
 * Fails with `invalid-argument` named `path` where it holds quotes or control characters, or is empty; where a file is meant
 * (`isFile`), also where it ends in a slash; and where the family can't take it.
 */
export const checkedPath = (
  path: string,
  isFile: boolean,
  { checkPath }: Pick<FtpDialect, 'checkPath'>,
): string => {
  const safe = spellable(path, 'path', '"');
  if (safe.trim() === '') return invalidArgument('path', 'it is empty');
  const absolute = safe.startsWith('/') ? safe : `/${safe}`;
  if (isFile && /\/\.{0,2}$/.test(absolute)) return invalidArgument('path', 'it names no file');
  const full = !isFile && absolute.length > 1 ? absolute.replace(/\/+$/, '') || '/' : absolute;
  checkPath(full);
  return full;
};
