// The developer's loop: types, lint, format and the nearest specs of what changed, in half a minute.
//
//     npm run test:quick             what is not committed; in a clean tree, what the branch has changed since `main`
//     npm run test:quick -- HEAD~3   what has changed since a commit
//
// The specs are, of each changed file, the one named for it, those of its room, and those that import it without passing
// through a front door, nearest first. Through a front door nearly every spec reaches every file: `npm test` runs them all.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAX_SPECS = 12;
const FOLDERS = ['lib', 'operators', 'specs'];
const FRONT_DOORS = /^(lib|operators|lib\/(emulator|testing|mqtt))\/index\.ts$/;
/** Specs that take long, or need what only a system has: they run when they change themselves. */
const LONG = /^specs\/(system|laws|contract|bench)\//;

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const changed = changedFiles(process.argv[2]);
if (changed.length === 0) console.log('Nothing has changed.');
else await checkAll();

async function checkAll() {
  const { chosen, left } = specsOf(changed);
  const sources = changed.filter((path) => /\.(ts|js|cjs|mjs)$/.test(path));
  const bin = (name) => join('node_modules', '.bin', name);
  const results = await Promise.all([
    inTurn([
      () => run('types', 'npm', ['run', '--silent', 'typecheck']),
      () => run('format', bin('prettier'), ['--check', '--ignore-unknown', ...changed]),
    ]),
    inTurn([
      () =>
        chosen.length === 0 || run('specs', bin('jest'), ['--maxWorkers=1', '--runTestsByPath', ...chosen]),
      () => sources.length === 0 || run('lint', bin('eslint'), ['--no-warn-ignored', ...sources]),
    ]),
  ]);
  if (left > 0) console.log(`${left} more specs import what changed: \`npm test\` runs them.`);
  process.exitCode = results.flat().includes(false) ? 1 : 0;
}

/** What has changed, as paths from the root; what was deleted is not there to be checked. */
function changedFiles(since) {
  const uncommitted = [
    ...git('diff', '--name-only', 'HEAD'),
    ...git('ls-files', '--others', '--exclude-standard'),
  ];
  const branch = () => git('diff', '--name-only', git('merge-base', 'HEAD', 'main')[0] ?? 'HEAD');
  const paths =
    since === undefined
      ? uncommitted.length > 0
        ? uncommitted
        : branch()
      : [...git('diff', '--name-only', since), ...uncommitted];
  return [...new Set(paths)].filter((path) => existsSync(path));
}

function git(...args) {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .split('\n')
      .filter(Boolean);
  } catch {
    return [];
  }
}

/** The specs nearest to what changed, and how many more there are. */
function specsOf(paths) {
  const files = sourceFiles();
  const importers = importersOf(files);
  const reached = new Set(
    paths.filter((path) => FOLDERS.includes(path.split('/')[0]) && path.endsWith('.ts')),
  );
  // A Set gives what is added while it is walked: nearest first.
  for (const path of reached) {
    if (FRONT_DOORS.test(path)) continue;
    for (const importer of importers.get(path) ?? []) reached.add(importer);
  }
  const mirrors = paths.map((path) =>
    path.replace(/^(lib\/|(?=operators\/))/, 'specs/').replace(/\.ts$/, '-spec.ts'),
  );
  const rooms = new Set(mirrors.map((path) => dirname(path)));
  const rank = (spec) =>
    paths.includes(spec) ? 0 : mirrors.includes(spec) ? 1 : rooms.has(dirname(spec)) ? 2 : 3;
  const specs = [...new Set([...reached, ...files.filter((spec) => rank(spec) < 3)])]
    .filter((path) => path.endsWith('-spec.ts') && !path.startsWith('specs/system/'))
    .filter((path) => paths.includes(path) || !LONG.test(path))
    .sort((one, other) => rank(one) - rank(other));
  return { chosen: specs.slice(0, MAX_SPECS), left: Math.max(0, specs.length - MAX_SPECS) };
}

function sourceFiles() {
  return FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => join(folder, path)),
  );
}

/** Each file with those that import it. */
function importersOf(files) {
  const importers = new Map();
  const known = new Set(files);
  for (const file of files) {
    for (const [, to] of readFileSync(file, 'utf8').matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']*)'/g)) {
      const stem = relative(root, join(root, dirname(file), to));
      const imported = [`${stem}.ts`, join(stem, 'index.ts')].find((path) => known.has(path));
      if (imported) importers.set(imported, [...(importers.get(imported) ?? []), file]);
    }
  }
  return importers;
}

async function inTurn(steps) {
  const results = [];
  for (const step of steps) results.push(await step());
  return results;
}

/** Runs a program, prints what it said, and tells whether all is well. */
function run(title, program, args) {
  const startedAt = Date.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  child.stdout.on('data', (bytes) => said.push(bytes));
  child.stderr.on('data', (bytes) => said.push(bytes));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1);
      console.log(
        `${code === 0 ? '' : Buffer.concat(said).toString()}${code === 0 ? 'ok' : 'FAILED'}  ${title} (${seconds} s)`,
      );
      resolve(code === 0);
    });
  });
}
