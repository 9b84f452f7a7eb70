#!/usr/bin/env node
import { CommanderError } from 'commander';
import { bareTrace } from './bareTrace';
import { failure } from './errors/failure';
import { loadFamilies } from './loadFamilies';
import { program } from './program';
import { report } from './output/report';

const argv = process.argv.slice(2);
// A reader may close the pipe. If that matters, the write itself fails.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
try {
  loadFamilies(argv);
  program().parse([...bareTrace(argv)], { from: 'user' });
} catch (error) {
  // A CommanderError without failure is help or version, which is shown already.
  if (!(error instanceof CommanderError)) {
    const failed = failure(error);
    process.exitCode = failed.exit;
    report(failed, argv.includes('--json'));
  }
}
