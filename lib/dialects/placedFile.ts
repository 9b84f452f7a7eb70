import { invalidArgument } from '../grammar/invalidArgument';

const DRIVES: Readonly<Record<string, 'local' | 'card'>> = { c: 'local', d: 'card' };
const NAMED = /^(?:([a-z]):[/\\])?([^/\\]+)$/i;

/** Which file is meant: its name, and the drive where one was said. `C:/log.txt`, `D:/log.txt`, `log.txt`. */
export const placedFile = (path: string): { readonly file: string; readonly path: 'local' | 'card' } => {
  const [, letter = 'c', file] = NAMED.exec(path) ?? [];
  const drive = DRIVES[letter.toLowerCase()];
  if (file === undefined || drive === undefined)
    return invalidArgument('file', `${JSON.stringify(path)} is no file at the top of C: or D:`);
  return { file, path: drive };
};
