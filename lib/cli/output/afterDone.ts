import { catchError, type MonoTypeOperatorFunction, throwError } from 'rxjs';
import { CliError } from '../errors/cliError';
import type { Sink } from './sink';

/**
 * Adds to the failure of an output what was done before, so that it is not done again: a message that was sent, but could not be
 * printed. `done` is a clause: `the message was sent`.
 *
 *     printed(line).pipe(afterDone('the message was sent'))     ⇒ the message was sent, but the standard output could not be written: …
 */
export const afterDone = <T>(done: string): MonoTypeOperatorFunction<T> =>
  catchError((error: unknown) =>
    throwError(() => {
      const problem = error instanceof CliError ? error.problem : undefined;
      return problem?.kind === 'output' || problem?.kind === 'reader-gone'
        ? new CliError({ ...problem, done })
        : error;
    }),
  );

/** Removes `mayBeDone` from the failure of an output, for a verb that changes nothing. */
export const nothingDone = <T>(): MonoTypeOperatorFunction<T> =>
  catchError((error: unknown) =>
    throwError(() =>
      error instanceof CliError && error.problem.kind === 'output'
        ? new CliError({ ...error.problem, mayBeDone: false })
        : error,
    ),
  );

/** A sink whose failures say what was done before. */
export const sinkAfter = ({ write, keep }: Sink, done: string): Sink => ({
  write: (bytes) => write(bytes).pipe(afterDone(done)),
  keep: keep.pipe(afterDone(done)),
});
