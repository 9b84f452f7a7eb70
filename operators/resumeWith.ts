import { catchError, concat, defer, type Observable, tap, throwError } from 'rxjs';

/**
 * Runs attempts until one completes. After each failure `comeback` returns the pause before the next attempt, which may emit,
 * or `undefined` to let the failure stand. Its argument `failures` counts the attempts that failed since the last
 * value that is progress (`isProgress`; by default each is).
 *
 *     first attempt    --a--#            loses its connection after a
 *     comeback                ···r|      waits, emits that it resumes
 *     second attempt              --b--|
 *     result           --a--···r--b--|
 *
 * `retryWith` starts over; this operator is for attempts that know where they stopped.
 */
export const resumeWith = <T>(
  attempt: () => Observable<T>,
  comeback: (error: unknown, failures: number) => Observable<T> | undefined,
  isProgress: (value: T) => boolean = () => true,
): Observable<T> => {
  const run = (before: number): Observable<T> =>
    defer(() => {
      let failures = before;
      return attempt().pipe(
        tap((value) => {
          if (isProgress(value)) failures = 0;
        }),
        catchError((error: unknown) => {
          failures += 1;
          const pause = comeback(error, failures);
          return pause ? concat(pause, run(failures)) : throwError(() => error);
        }),
      );
    });
  return run(0);
};
