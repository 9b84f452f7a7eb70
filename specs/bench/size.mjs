/**
 * What a bundle holds, as `npm run size` measures it, beside its goal; and what the parts of a GET's bundle take of it.
 *
 *     npm run build && npm run bench -- size
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const GOALS = { 'rxmodem, the same with a profile of HTTP alone': 45 };
const { stdout } = spawnSync('npx', ['size-limit', '--json'], { encoding: 'utf8' });
for (const { name, size } of JSON.parse(stdout)) {
  const kilobytes = size / 1_000;
  console.log(`${name}: ${kilobytes.toFixed(1)} kB with gzip, RxJS not counted`);
  const wanted = GOALS[name];
  if (wanted === undefined) continue;
  const reached = kilobytes <= wanted ? 'reached' : 'missed ';
  console.log(
    `→ ${reached}: kB of a bundle with a GET on a SIM800: ${kilobytes.toFixed(1)} (goal ≤ ${wanted})`,
  );
}

/** A program with a GET on a SIM800, and nothing else. */
const GET = `
  export { profileWith, sim800Base, sim800HttpPart } from './dist/esm/lib/authors.js';
  export { openModem, http, collect } from './dist/esm/lib/index.js';`;

/** Parts of it, by the names of their files. */
const PARTS = {
  'what errors say': /grammar\/errors\//,
  'ts-pattern': /ts-pattern/,
  'the way to the network': /standard\/network\//,
  'what is secret in a conversation': /grammar\/secrets/,
  'URCs of calls and messages': /(?:call|message)Urcs/,
};

/** Puts empty exports in the place of files. */
const withoutFiles = (filter) => ({
  name: 'without',
  setup: ({ onLoad }) =>
    onLoad({ filter }, ({ path }) => {
      const found = readFileSync(path, 'utf8').matchAll(
        /export (?:const|function) (\w+)|export \{([^}]*)\}/g,
      );
      const names = [...found].flatMap(([, one, list = '']) =>
        one ? [one] : list.split(',').flatMap((item) => item.trim().split(' as ').pop() || []),
      );
      return { contents: names.map((name) => `export const ${name} = {};`).join('\n'), loader: 'js' };
    }),
});

const bytesOf = async (...plugins) => {
  const { outputFiles } = await build({
    ...{ stdin: { contents: GET, resolveDir: '.' }, bundle: true, minify: true, format: 'esm' },
    ...{ write: false, logLevel: 'error', external: ['rxjs', 'rxjs/*'], plugins },
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
};

const whole = await bytesOf();
for (const [name, files] of Object.entries(PARTS)) {
  const kilobytes = (whole - (await bytesOf(withoutFiles(files)))) / 1_000;
  console.log(`of a GET on a SIM800, ${name} takes ${kilobytes.toFixed(1)} kB`);
}
