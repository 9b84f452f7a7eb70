#!/usr/bin/env node
import { CommanderError } from 'commander';
import { bareTrace } from './bareTrace';
import { program } from './program';
import { report } from './report';

const EXIT_USAGE = 2;

/** What Commander says of wrong usage, as the command says it. */
const usageError = ({ message }: CommanderError): string => {
  const happened = message.replace(/^error:\s*/, '').replace(/\.$/, '');
  return message.startsWith('(')
    ? 'a verb is missing; see rxmodem --help'
    : `${happened}; see rxmodem --help`;
};

const argv = process.argv.slice(2);
// Who reads may go away; where that matters, the write itself fails.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
try {
  program().parse([...bareTrace(argv)], { from: 'user' });
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  if (error.exitCode !== 0) {
    process.exitCode = EXIT_USAGE;
    report({ kind: 'usage', message: usageError(error), exit: EXIT_USAGE }, argv.includes('--json'));
  }
}
