import { CLOSED, isStdoutClosed, STDOUT } from './isStdoutClosed';

/**
 * Writes what the command says of itself to the standard output: help, a version, a completion script. An output that is full or
 * closed is reported (exit 23). A reader that has seen enough (`| head`) is not.
 */
export const shown = (text: string): void => {
  if (isStdoutClosed()) return failed(CLOSED);
  process.stdout.write(text, (error?: NodeJS.ErrnoException | null) => {
    if (error && error.code !== 'EPIPE') failed(error.message);
  });
};

let isFailed = false;

/** Reports once, however many pieces a help has, and when Commander is done: it takes an exit code for its own. */
const failed = (problem: string): void => {
  if (!isFailed) process.nextTick(reported, problem);
  isFailed = true;
};

/** Loads the rest only here: a version is shown without it. */
/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports -- loaded where it is needed */
const reported = (problem: string): void => {
  const { CliError } = require('../errors/cliError') as typeof import('../errors/cliError');
  const { failure } = require('../errors/failure') as typeof import('../errors/failure');
  const { report } = require('./report') as typeof import('./report');
  const found = failure(new CliError({ kind: 'output', where: STDOUT, problem }));
  process.exitCode = found.exit;
  report(found, false);
};
