import { catchError, type MonoTypeOperatorFunction, throwError } from 'rxjs';
import { CliError } from '../errors/cliError';
import type { Sink } from './sink';

/**
 * Says of an output that could not be written what was done before: a message that was sent is not sent again because its line
 * could not be printed. `done` is a clause, `the message was sent`.
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

/** Leaves out that something may have been done, where a verb only asks. */
export const nothingDone = <T>(): MonoTypeOperatorFunction<T> =>
  catchError((error: unknown) =>
    throwError(() =>
      error instanceof CliError && error.problem.kind === 'output'
        ? new CliError({ ...error.problem, mayBeDone: false })
        : error,
    ),
  );

/** A sink for what comes after something was done. */
export const sinkAfter = ({ write, keep }: Sink, done: string): Sink => ({
  write: (bytes) => write(bytes).pipe(afterDone(done)),
  keep: keep.pipe(afterDone(done)),
});
