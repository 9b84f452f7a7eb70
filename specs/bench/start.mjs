/**
 * How long things take to start, side by side in fresh processes:
 *
 *     npm run build && npm run bench:start
 *
 * `require('rxmodem')` beside `require('rxjs')` alone, and `rxmodem --version` beside a bare node. The quickest and the middle of
 * 15 runs, in turn, so that a busy machine is busy for all of them. What is loaded must stay within the limits; the exit code is 1
 * otherwise.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const RUNS = 15;
const CASES = {
  node: ['-e', '0'],
  'require rxjs': ['-e', "require('rxjs')"],
  'require rxmodem': ['-e', "require('rxmodem')"],
  'rxmodem --version': ['dist/cjs/lib/cli/main.js', '--version'],
  'rxmodem --help': ['dist/cjs/lib/cli/main.js', '--help'],
};
/** What may take how many times as long as what. */
const LIMITS = [
  ['require rxmodem', 'require rxjs', 1.5],
  ['rxmodem --version', 'node', 3],
];

const times = Object.fromEntries(Object.keys(CASES).map((name) => [name, []]));
for (let run = 0; run < RUNS; run += 1) {
  for (const [name, args] of Object.entries(CASES)) {
    const began = process.hrtime.bigint();
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${name}: ${stderr}`);
    times[name].push(Number(process.hrtime.bigint() - began) / 1e6);
  }
}
for (const [name, all] of Object.entries(times)) {
  all.sort((one, other) => one - other);
  console.log(
    `${name.padEnd(20)} ${all[0].toFixed(0).padStart(5)} ms, middle ${all[RUNS >> 1].toFixed(0)} ms`,
  );
}
for (const [name, base, limit] of LIMITS) {
  const ratio = times[name][0] / times[base][0];
  const reached = ratio <= limit ? 'reached' : 'missed ';
  console.log(`→ ${reached}: ${name}, times as long as ${base}: ${ratio.toFixed(2)} (goal ≤ ${limit})`);
  if (ratio > limit) process.exitCode = 1;
}
