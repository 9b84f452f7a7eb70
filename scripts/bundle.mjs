// Makes few files of dist/cjs, so that `require('rxmodem')` reads one file and not three hundred: a chunk for each front door.
// A module stands in one chunk only, that of the first door that reaches it, and others get it from there: one library, one
// `ModemError`. Modules run when they are first required, as before. What only the command and the broker's schemas need
// (commander, cli-progress, picocolors, TypeBox) stands in their chunks, so that no project installs it; LICENSES.md names it.
//
//     dist/cjs/lib/index.js        module.exports = require('../chunks/core.js')['lib/index.js']();
//     dist/cjs/chunks/core.js      { 'lib/index.js': () => …, 'lib/grammar/errors/modemError.js': () => … }
import { build, transform } from 'esbuild';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The chunks, lower ones first: each may use those before it. */
const CHUNKS = {
  core: ['lib/index.js', 'operators/index.js', 'lib/authors.js'],
  webSerial: ['lib/transports/webSerial.js'],
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

/** The door that only hands on names: each loads its module when it is first asked for. */
const LAZY = 'lib/index.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist', 'cjs');

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

/** `require('rxmodem')` loads no family and no flow before a program names one: there are four families of tables. */
const lazyDoor = {
  name: 'lazy',
  setup({ onLoad }) {
    onLoad({ filter: /index\.js$/ }, ({ path }) => {
      if (path !== join(dist, LAZY)) return undefined;
      const text = readFileSync(path, 'utf8');
      const modules = new Map();
      const rest = text
        .replace(/^(?:var|const) (\w+_\d+) = (require\("[^"]+"\));\n/gm, (_, name, load) => {
          modules.set(name, load);
          return '';
        })
        .replace(/^exports\.(\w+) = (__importStar\(require\("[^"]+"\)\));\n/gm, (_, name, load) => {
          const found = `exports, "${name}", { enumerable: true, get: function () { return (${name}_ns ??= ${load}); } }`;
          return `var ${name}_ns;\nObject.defineProperty(${found});\n`;
        })
        .replace(/return (\w+_\d+)\./g, (_, name) => `return ${modules.get(name)}.`);
      if (/^(?:var|const) \w+ = require/m.test(rest)) throw new Error(`${LAZY} does more than hand on names`);
      return { contents: rest, loader: 'js', resolveDir: dirname(path) };
    });
  },
};

const { owners, imports } = await modules();
for (const chunk of Object.keys(CHUNKS)) await write(chunk);
for (const file of readdirSync(dist, { recursive: true })) {
  if (file.endsWith('.js') && !file.startsWith('chunks')) rmSync(join(dist, file));
}
for (const [chunk, entries] of Object.entries(CHUNKS)) for (const door of entries) writeDoor(door, chunk);
await dropComments(join(root, 'dist', 'esm'));

/** Comments stand in the declarations, where editors look for them. */
async function dropComments(esm) {
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

/** Writes a chunk: what doors and other chunks take from it, by path. */
async function write(chunk) {
  const taken = [...imports]
    .filter(([path]) => owners.get(path) !== chunk)
    .flatMap(([, imported]) => imported)
    .filter((path) => owners.get(path) === chunk && !path.startsWith('<'));
  const shown = [...new Set([...CHUNKS[chunk], ...taken])];
  await bundle(shown, { outfile: join(dist, 'chunks', `${chunk}.js`), plugins: [elsewhere(chunk)] });
}

function bundle(shown, options) {
  const lines = shown.map(
    (path) => `  ${JSON.stringify(path)}: () => require(${JSON.stringify(`./${path}`)}),`,
  );
  const { plugins = [], ...rest } = options;
  return build({
    stdin: {
      contents: `module.exports = {\n${lines.join('\n')}\n};\n`,
      resolveDir: dist,
      sourcefile: 'doors',
    },
    absWorkingDir: dist,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    charset: 'utf8',
    legalComments: 'none',
    external: EXTERNAL,
    logLevel: 'error',
    ...rest,
    plugins: [...plugins, lazyDoor, typeBox],
  });
}

/** Takes the modules of other chunks from there. */
function elsewhere(chunk) {
  return {
    name: 'elsewhere',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^chunk:/ }, ({ path }) => ({
        path: path.replace('chunk:', './'),
        external: true,
      }));
      onLoad({ filter: /\.js$/ }, ({ path }) => {
        const module = relative(dist, path).replaceAll('\\', '/');
        const owner = owners.get(module);
        if (owner === undefined || owner === chunk) return undefined;
        const contents = `module.exports = require('chunk:${owner}.js')[${JSON.stringify(module)}]();`;
        return { contents, loader: 'js', resolveDir: dirname(path) };
      });
    },
  };
}

/** Writes a front door, which takes its module from its chunk. */
function writeDoor(door, chunk) {
  const file = join(dist, door);
  const to = relative(dirname(door), `chunks/${chunk}.js`).replaceAll('\\', '/');
  const head = chunk === 'cli' ? '#!/usr/bin/env node\n' : '"use strict";\n';
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${head}module.exports = require(${JSON.stringify(to)})[${JSON.stringify(door)}]();\n`);
  if (chunk === 'cli') chmodSync(file, 0o755);
}
