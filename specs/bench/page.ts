/**
 * Every benchmark on one page, and below them every goal with what was reached.
 *
 *     npm run build && npm run bench               some ten minutes on a quiet machine
 *     npm run bench -- clients,memory              only these
 *
 * Each runs in a process of its own, one after the other. Only ratios within a run mean anything on another machine.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { GOAL } from './goal';

const TS = ['--expose-gc', '-r', 'esbuild-register'];
const PARTS: Readonly<Record<string, readonly string[]>> = {
  tokens: [...TS, 'specs/bench/tokens.ts'],
  turnaround: [...TS, 'specs/bench/turnaround.ts'],
  serial: [...TS, 'specs/bench/serial.ts'],
  share: [...TS, 'specs/bench/share.ts'],
  clients: [...TS, 'specs/bench/clients.ts'],
  client: [...TS, 'specs/bench/clientCpu.ts'],
  memory: [...TS, 'specs/bench/memory.ts'],
  start: ['specs/bench/start.mjs'],
  size: ['specs/bench/size.mjs'],
};

const [wanted = Object.keys(PARTS).join(',')] = process.argv.slice(2);
const goals: string[] = [];

/** Runs one part, and keeps its goals for the end. */
const run = (name: string): void => {
  const args = PARTS[name];
  if (!args) throw new Error(`no benchmark is called ${name}; there are ${Object.keys(PARTS).join(', ')}`);
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const lines = stdout.split('\n');
  goals.push(...lines.filter((line) => line.startsWith(GOAL)));
  console.log(lines.filter((line) => !line.startsWith(GOAL)).join('\n'));
  if (status !== 0) goals.push(`${GOAL} failed : ${name}: ${stderr.trim().split('\n').at(-1) ?? ''}`);
};

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const date = new Date().toISOString().slice(0, 10);
console.log(`# Benchmarks, ${date}, commit ${commit}, Node ${process.version}, ${cpus().length} cores\n`);
for (const name of wanted.split(',')) run(name);
console.log(['### Goals', '', ...goals.sort()].join('\n'));
