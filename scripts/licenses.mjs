// Prints LICENSES.md: the licenses of what is installed with rxmodem, and of what its files contain.
//
//     npm run licenses
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const { dependencies, peerDependencies } = require('../package.json');

/** What `scripts/bundle.mjs`, `scripts/plainTypes.mjs` and `scripts/pages` put into the package's files. */
const BUNDLED = [
  ...['@sinclair/typebox', 'basic-ftp', 'ts-pattern', 'commander', 'cli-progress', 'picocolors'],
  ...['string-width', 'strip-ansi', 'ansi-regex', 'emoji-regex', 'is-fullwidth-code-point'],
  // The page of the dashboard.
  ...['uplot', 'rxjs'],
];

const manifest = (name) => JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'));
const row = (name, where) => `| ${name} | ${manifest(name).version} | ${manifest(name).license} | ${where} |`;
const textOf = (name) => {
  const folder = join(root, 'node_modules', name);
  const file = readdirSync(folder).find((one) => /^licen[sc]e/i.test(one));
  return `## ${name}\n\n${readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim()}\n`;
};

const rows = [
  ...Object.keys(dependencies).map((name) => row(name, 'installed with rxmodem; also in its files')),
  ...Object.keys(peerDependencies).map((name) => row(name, 'a peer, installed by the project')),
  ...BUNDLED.filter((name) => !(name in dependencies) && !(name in peerDependencies)).map((name) =>
    row(name, 'in the files of rxmodem'),
  ),
];
const page = `# Licenses

rxmodem is licensed under MIT (LICENSE). It uses these packages; \`npm run licenses\` prints this page.

| package | version | license | where |
|---|---|---|---|
${rows.join('\n')}

${BUNDLED.map(textOf).join('\n')}`;
writeFileSync(join(root, 'LICENSES.md'), page);
