import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ModemError } from 'rxmodem';

/** The files of the page, by their names. */
export type PageFiles = Readonly<Record<'index.html' | 'app.js' | 'app.css', string>>;

const FOLDER = join('dist', 'dashboard');

/** Reads the page that the package brings. Fails with `invalid-argument` where it was not built, as in a fresh clone. */
export const pageFiles = (): PageFiles => {
  const folder = join(dirname(require.resolve('rxmodem/package.json')), FOLDER);
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  try {
    return { 'index.html': read('index.html'), 'app.js': read('app.js'), 'app.css': read('app.css') };
  } catch {
    throw new ModemError({
      kind: 'invalid-argument',
      name: 'page',
      problem: `${FOLDER} is not built; run npm run dashboard once`,
    });
  }
};
