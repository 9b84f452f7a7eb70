import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { defer, map, type Observable } from 'rxjs';

/** The page's files, by their names. */
export type PageFiles = Readonly<Record<'index.html' | 'app.js' | 'app.css', string>>;

const FOLDER = join(__dirname, '..', 'page');

/** Bundles the page from its sources, the library among them. */
export const pageFiles: Observable<PageFiles> = defer(() =>
  build({
    entryPoints: { app: join(FOLDER, 'main.ts') },
    outdir: 'out',
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: ['chrome123', 'firefox121', 'safari17.5'],
    logLevel: 'silent',
  }),
).pipe(
  map(({ outputFiles }) => {
    const textOf = (end: string): string => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
    return {
      'index.html': readFileSync(join(FOLDER, 'index.html'), 'utf8'),
      'app.js': textOf('.js'),
      'app.css': textOf('.css'),
    };
  }),
);
