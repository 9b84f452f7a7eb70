import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The files of a page, by their names. */
export type BundledPage = Readonly<Record<'index.html' | 'app.js' | 'app.css', string>>;

/** Bundles a page from its folder, the library included: `main.ts`, `style.css`, `index.html`. */
export const bundlePage = async (folder: string): Promise<BundledPage> => {
  const { outputFiles } = await build({
    entryPoints: { app: join(folder, 'main.ts') },
    outdir: 'out',
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: ['chrome123', 'firefox121', 'safari17.5'],
    logLevel: 'silent',
  });
  const textOf = (end: string): string => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  return {
    'index.html': readFileSync(join(folder, 'index.html'), 'utf8'),
    'app.js': textOf('.js'),
    'app.css': textOf('.css'),
  };
};
