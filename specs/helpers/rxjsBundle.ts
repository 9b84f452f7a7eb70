import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';

const MANIFEST = require.resolve('rxjs/package.json');
const { version } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as { readonly version: string };

/** Where jest.config.ts finds RxJS. */
export const RXJS = join(__dirname, '..', '..', 'build', 'cache', `rxjs-${version}`);

/** Makes one file of RxJS's ES modules: each spec file loads its modules anew, and RxJS has two hundred, written for older engines. */
export const bundleRxjs = (): void => {
  if (existsSync(RXJS)) return;
  const esm = join(dirname(MANIFEST), 'dist', 'esm');
  const unfinished = `${RXJS}-${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  buildSync({
    stdin: {
      contents: `export * from './index.js';\nexport * as testing from './testing/index.js';`,
      resolveDir: esm,
    },
    outfile: join(unfinished, 'index.js'),
    bundle: true,
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  });
  writeFileSync(join(unfinished, 'testing.js'), `module.exports = require('./index.js').testing;\n`);
  if (existsSync(RXJS)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, RXJS);
};
