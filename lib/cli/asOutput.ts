import { catchError, type MonoTypeOperatorFunction, throwError } from 'rxjs';
import { CliError } from './cliError';

/** Tells the system's errors as failures to write there. */
export const asOutput = <T>(where: string): MonoTypeOperatorFunction<T> =>
  catchError((error: unknown) => {
    if (error instanceof CliError) return throwError(() => error);
    const problem = error instanceof Error ? error.message : String(error);
    return throwError(() => new CliError({ kind: 'output', where, problem }));
  });
