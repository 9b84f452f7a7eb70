import { CommanderError } from 'commander';
import { bareTrace } from './bareTrace';
import { failure } from './errors/failure';
import { loadFamilies } from './loadFamilies';
import { report } from './output/report';
import { program } from './program';

/** Runs the command with its arguments, and reports what is wrong with them. */
export const runProgram = (argv: readonly string[]): void => {
  try {
    loadFamilies(argv);
    program(argv).parse([...bareTrace(argv)], { from: 'user' });
  } catch (error) {
    // A CommanderError without failure is help or version, which is shown already.
    if (error instanceof CommanderError) return;
    const failed = failure(error);
    process.exitCode = failed.exit;
    report(failed, argv.includes('--json'));
  }
};
