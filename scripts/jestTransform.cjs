// The transform of jest.config.ts: esbuild removes the types, which `npm run typecheck` checks.
//
// It moves no `jest.mock` to the top of a file: a spec that mocks imports a module that calls `jest.mock`, before all others.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { transformSync, version } = require('esbuild');

const OPTIONS = {
  loader: 'ts',
  format: 'cjs',
  target: 'node20',
  sourcemap: 'inline',
  sourcesContent: false,
};
const itself = `${version} ${readFileSync(__filename, 'utf8')}`;

module.exports = {
  getCacheKey: (source, path, { instrument }) =>
    createHash('sha1').update([itself, path, instrument, source].join('\0')).digest('hex'),
  process: (source, path) => transformSync(source, { ...OPTIONS, sourcefile: path }),
};
