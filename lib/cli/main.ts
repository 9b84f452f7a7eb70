#!/usr/bin/env node
import { shown } from './output/shown';
import { version } from './version';

const argv = process.argv.slice(2);
// A reader may close the pipe. If that matters, the write itself fails.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
if (argv.length === 1 && /^(-V|--version)$/.test(argv[0] ?? '')) shown(`${version()}\n`);
else runVerb();

/** Loads the rest of the command only here: a version is shown without it, five times sooner. */
function runVerb(): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports -- loaded where it is needed
  const { runProgram } = require('./runProgram') as typeof import('./runProgram');
  runProgram(argv);
}
