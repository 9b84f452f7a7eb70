// Makes few files in dist/cjs, so that `require('rxmodem')` reads one file and not three hundred: a chunk for each front door.
// A module stands in one chunk only, that of the first door that reaches it, and others get it from there: one library, one
// `ModemError`. A chunk is made of the ES modules: their functions then stand in one scope and call each other directly, while
// CommonJS modules would look each other up at every call. What only the command and the broker's schemas need
// (commander, cli-progress, picocolors, TypeBox) stands in their chunks, so that no project installs it; LICENSES.md names it.
//
// The door of the library hands on names: a family, and what knows all of them, is loaded when its name is first read, so that a program
// for one family loads one.
//
//     dist/cjs/lib/index.js        … name('openModem', core, 'lib/modem/openModem.js') … name('quectel', …)
//     dist/cjs/lib/authors.js      module.exports = require('../chunks/authors.js').modules['lib/authors.js']();
//     dist/cjs/chunks/core.js      modules: { 'lib/index.js': () => …, 'lib/grammar/errors/modemError.js': () => … }
import { build, transform } from 'esbuild';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The chunks, lower ones first: each may use those before it. */
const CHUNKS = {
  core: ['operators/index.js'],
  sim800: ['lib/families/sim800/sim800.js'],
  a7600: ['lib/families/a7600/a7600.js', 'lib/families/sim7600/sim7600.js'],
  quectel: ['lib/families/quectel/quectel.js'],
  families: [],
  authors: ['lib/authors.js'],
  webSerial: ['lib/transports/webSerial.js'],
  origins: ['ftpOrigin', 'mqttOrigin', 'origin', 'pausable', 'socketOrigin'].map(
    (name) => `lib/emulator/origins/${name}.js`,
  ),
  emulator: ['lib/emulator/index.js'],
  testing: ['lib/testing/index.js'],
  node: ['lib/transports/node.js'],
  mqtt: ['lib/mqtt/index.js'],
  metrics: ['lib/metrics/index.js'],
  cli: ['lib/cli/main.js'],
};
const EXTERNAL = ['rxjs', 'rxjs/*', 'rxmodem', 'rxmodem/*', 'mqtt', 'serialport', 'prom-client'];

/** What the library uses of TypeBox. */
const TYPEBOX = {
  '@sinclair/typebox': 'Type',
  '@sinclair/typebox/value': 'Check',
  '@sinclair/typebox/errors': 'Errors',
};

/** A module as CommonJS has it: its exports are plain values of one object. */
const ONCE = `const once = (names) => {
  let exported;
  return () => (exported ??= Object.defineProperty({ ...names() }, '__esModule', { value: true }));
};`;

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist', 'cjs');
const { bin, exports: entryPoints } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
/** The modules that the package's entry points and its command lead to. */
const DOORS = new Set(
  [bin.rxmodem, ...Object.values(entryPoints).map((entry) => entry.require)]
    .filter((path) => path !== undefined)
    .map((path) => relative(dist, join(root, path)).replaceAll('\\', '/')),
);
const esm = join(root, 'dist', 'esm');

/** TypeBox as ES modules, of which only what is used stays. */
const typeBox = {
  name: 'typebox',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@sinclair\/typebox/ }, ({ path, namespace }) =>
      namespace === 'typebox' ? undefined : { path, namespace: 'typebox' },
    );
    onLoad({ filter: /.*/, namespace: 'typebox' }, ({ path }) => ({
      contents: `export { ${TYPEBOX[path]} } from '${path}';`,
      resolveDir: root,
    }));
  },
};

/** What the library's door begins with. `import` reads all names, and so loads all. */
const LIBRARY_HEAD = `"use strict";
Object.defineProperty(exports, '__esModule', { value: true });
const core = require('../chunks/core.js').modules;
const lazy = (name, read) => Object.defineProperty(exports, name, { enumerable: true, get: read });
`;

/** Marks what `elsewhere` resolves by itself. */
const RESOLVED = Symbol('resolved');

/** The library's door: its names, and the modules that they stand in. */
const LIBRARY = 'lib/index.js';
const names = await libraryNames();

const { owners, imports } = await modules();
for (const chunk of Object.keys(CHUNKS)) await write(chunk);
for (const [chunk, entries] of Object.entries(CHUNKS))
  for (const door of entries.filter((entry) => DOORS.has(entry))) writeDoor(door, chunk);
writeLibrary();
await dropComments();

/** Comments stand in the declarations, where editors look for them. */
async function dropComments() {
  for (const file of readdirSync(esm, { recursive: true }).filter((one) => one.endsWith('.js'))) {
    const text = readFileSync(join(esm, file), 'utf8');
    const { code } = await transform(text, {
      format: 'esm',
      target: 'es2022',
      charset: 'utf8',
      legalComments: 'none',
    });
    writeFileSync(join(esm, file), code);
  }
}

/** Reads the names of the library's door, and puts their modules into the chunk `core` or, where they reach a family, `families`. */
async function libraryNames() {
  const text = readFileSync(join(esm, LIBRARY), 'utf8');
  const found = [...text.matchAll(/^export (?:\{ ([^}]+) \}|\* as (\w+)) from '([^']+)';$/gm)].flatMap(
    ([, list, all, from]) => {
      const path = join('lib', from);
      const module = [`${path}.js`, `${path}/index.js`].find((file) => existsSync(join(esm, file)));
      const given = list?.split(', ').map((one) => [one, one]) ?? [[all, '*']];
      return given.map(([name, own]) => ({ name, own, module }));
    },
  );
  const { metafile } = await bundle([LIBRARY], { write: false, metafile: true });
  const reaches = (path, seen = new Set()) => {
    if (/^lib\/families\/(?!standard|simcom)\w+\//.test(path)) return true;
    if (seen.has(path)) return false;
    seen.add(path);
    const { imports: imported } = metafile.inputs[path] ?? { imports: [] };
    return imported.some((one) => !one.external && reaches(one.path, seen));
  };
  for (const { module } of found) {
    const isOwn = ['sim800', 'a7600', 'quectel'].some((chunk) => CHUNKS[chunk].includes(module));
    if (!isOwn) CHUNKS[reaches(module) ? 'families' : 'core'].push(module);
  }
  return found;
}

/** The chunk of each module, and what each module imports. */
async function modules() {
  const owners = new Map();
  const imports = new Map();
  for (const [chunk, entries] of Object.entries(CHUNKS)) {
    const { metafile } = await bundle(entries, { write: false, metafile: true });
    for (const [path, { imports: imported }] of Object.entries(metafile.inputs)) {
      if (!owners.has(path)) owners.set(path, chunk);
      imports.set(
        path,
        imported.filter(({ external }) => !external).map(({ path }) => path),
      );
    }
  }
  return { owners, imports };
}

/** Writes a chunk: the modules that doors and other chunks take from it, by path, as CommonJS has them. */
async function write(chunk) {
  const taken = [...imports]
    .filter(([path]) => owners.get(path) !== chunk)
    .flatMap(([, imported]) => imported)
    .filter((path) => owners.get(path) === chunk && !path.startsWith('<'));
  const shown = [...new Set([...CHUNKS[chunk], ...taken])];
  await bundle(shown, { outfile: join(dist, 'chunks', `${chunk}.js`), plugins: [elsewhere(chunk)] });
}

function bundle(shown, options) {
  const imports = shown.map((path, at) => `import * as m${at} from ${JSON.stringify(`./${path}`)};`);
  const lines = shown.map((path, at) => `  ${JSON.stringify(path)}: once(() => m${at}),`);
  const { plugins = [], ...rest } = options;
  return build({
    stdin: {
      contents: `${imports.join('\n')}\n${ONCE}\nexport const modules = {\n${lines.join('\n')}\n};\n`,
      resolveDir: esm,
      sourcefile: 'modules',
    },
    absWorkingDir: esm,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    charset: 'utf8',
    legalComments: 'none',
    external: EXTERNAL,
    logLevel: 'error',
    ...rest,
    plugins: [...plugins, typeBox],
  });
}

/** Takes the modules of other chunks from there. A namespace of their own makes them CommonJS, whatever their package says. */
function elsewhere(chunk) {
  return {
    name: 'elsewhere',
    setup({ onResolve, onLoad, resolve }) {
      onResolve({ filter: /^chunk:/ }, ({ path }) => ({
        path: path.replace('chunk:', './'),
        external: true,
      }));
      onResolve({ filter: /./ }, async ({ path, importer, resolveDir, kind, namespace, pluginData }) => {
        if (pluginData === RESOLVED || namespace === 'elsewhere') return undefined;
        const found = await resolve(path, { importer, resolveDir, kind, namespace, pluginData: RESOLVED });
        const module = relative(esm, found.path).replaceAll('\\', '/');
        const owner = found.external || found.errors.length > 0 ? undefined : owners.get(module);
        return owner === undefined || owner === chunk ? undefined : { path: module, namespace: 'elsewhere' };
      });
      onLoad({ filter: /./, namespace: 'elsewhere' }, ({ path }) => ({
        contents: `module.exports = require('chunk:${owners.get(path)}.js').modules[${JSON.stringify(path)}]();`,
        resolveDir: esm,
      }));
    },
  };
}

/** Writes the library's door. */
function writeLibrary() {
  const lines = names.map(({ name, own, module }) => {
    const chunk = owners.get(module);
    // Written out, as bundlers want it.
    const from = chunk === 'core' ? 'core' : `require('../chunks/${chunk}.js').modules`;
    const take = `${from}[${JSON.stringify(module)}]()${own === '*' ? '' : `.${own}`}`;
    return chunk === 'core' ? `exports.${name} = ${take};` : `lazy(${JSON.stringify(name)}, () => ${take});`;
  });
  writeFileSync(join(dist, LIBRARY), `${LIBRARY_HEAD}${lines.join('\n')}\n`);
}

/** Writes a front door, which takes its module from its chunk. */
function writeDoor(door, chunk) {
  const file = join(dist, door);
  const to = relative(dirname(door), `chunks/${chunk}.js`).replaceAll('\\', '/');
  const head = chunk === 'cli' ? '#!/usr/bin/env node\n' : '"use strict";\n';
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    `${head}module.exports = require(${JSON.stringify(to)}).modules[${JSON.stringify(door)}]();\n`,
  );
  if (chunk === 'cli') chmodSync(file, 0o755);
}
