import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundlePage } from './bundlePage';

/** Writes a page into its folder: `dashboard` for the package, `playground` for any web server. */

const ROOT = join(__dirname, '../..');
const PAGES: Readonly<Record<string, readonly [from: string, to: string]>> = {
  dashboard: ['lib/dashboard/page', 'dist/dashboard'],
  playground: ['demos/playground', 'build/playground'],
};

const print = async (name: string): Promise<void> => {
  const page = PAGES[name];
  if (!page) throw new Error(`there is no page ${name}; name one of ${Object.keys(PAGES).join(', ')}`);
  const [from, to] = page;
  const folder = join(ROOT, to);
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(await bundlePage(join(ROOT, from))))
    writeFileSync(join(folder, file), text);
  console.log(`The page is in ${to}.`);
};

print(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
