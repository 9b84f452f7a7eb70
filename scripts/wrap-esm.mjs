// Finishes the two builds of `npm run build`.
//
// dist/cjs: beside each entry point, a thin `.mjs` that re-exports the CommonJS module by name, so that in Node `import`
//           and `require` reach one copy of the library and `instanceof ModemError` holds across both.
// dist/esm: real ES modules for bundlers and browsers. tsc leaves relative imports without an extension; here they get one.
//           The tables lose their documentation (`does`, `tells`, `source`, `example`), which no flow reads: it is a seventh of a
//           browser's bundle.
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('..', import.meta.url));
const { bin, exports: entryPoints } = require('../package.json');

for (const entry of Object.values(entryPoints)) {
  if (typeof entry === 'object') wrap(resolve(root, entry.node.require));
}
for (const file of readdirSync(join(root, 'dist/esm'), { recursive: true })) {
  if (/\.(js|d\.ts)$/.test(file)) addExtensions(join(root, 'dist/esm', file));
  if (/families[/\\].*(Commands|Urcs)\.js$/.test(file)) dropDocumentation(join(root, 'dist/esm', file));
}
writeFileSync(join(root, 'dist/esm/package.json'), '{ "type": "module", "sideEffects": false }\n');
chmodSync(join(root, bin.rxmodem), 0o755);

function wrap(commonjs) {
  const file = `./${basename(commonjs)}`;
  const names = Object.keys(require(commonjs)).filter((name) => name !== 'default' && name !== '__esModule');
  const lines = names.map((name) => `export const ${name} = library.${name};`);
  const stem = commonjs.replace(/\.js$/, '');
  writeFileSync(`${stem}.mjs`, [`import library from '${file}';`, ...lines, ''].join('\n'));
  writeFileSync(`${stem}.d.mts`, `export * from '${file}';\n`);
}

function addExtensions(file) {
  const source = readFileSync(file, 'utf8');
  const relative = /(\b(?:from|import)\s*\(?\s*)(['"])(\.{1,2}(?:\/[^'"]*)?)\2/g;
  const mended = source.replace(
    relative,
    (_, before, quote, to) => before + quote + complete(dirname(file), to) + quote,
  );
  if (mended !== source) writeFileSync(file, mended);
}

function complete(folder, specifier) {
  if (/\.m?js$/.test(specifier)) return specifier;
  if (existsSync(resolve(folder, `${specifier}.js`))) return `${specifier}.js`;
  if (existsSync(resolve(folder, specifier, 'index.js'))) return `${specifier.replace(/\/$/, '')}/index.js`;
  throw new Error(`${specifier}, imported from ${folder}, is not in dist/esm`);
}

function dropDocumentation(file) {
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const documented = new Set(['does', 'tells', 'source', 'example']);
  const places = [];
  const visit = (node) => {
    if (
      ts.isPropertyAssignment(node) &&
      documented.has(node.name.text) &&
      !ts.isIdentifier(node.initializer)
    ) {
      places.push(node.initializer);
    } else ts.forEachChild(node, visit);
  };
  visit(source);
  let left = text;
  for (const place of places.reverse())
    left = `${left.slice(0, place.getStart(source))}''${left.slice(place.end)}`;
  writeFileSync(file, left);
}
