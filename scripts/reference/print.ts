import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pages } from './pages';

const ROOT = join(__dirname, '../..');

// A table that was renamed leaves no page behind.
rmSync(join(ROOT, 'docs/reference/commands'), { recursive: true, force: true });
for (const [path, text] of Object.entries(pages())) {
  mkdirSync(dirname(join(ROOT, path)), { recursive: true });
  writeFileSync(join(ROOT, path), text);
}
