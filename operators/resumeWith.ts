import { catchError, concat, defer, type Observable, tap, throwError } from 'rxjs';

/**
 * Runs attempts until one ends well. After each failure `comeback` gives what to emit, and how long to wait, before the next
 * attempt, or `undefined` to let the failure stand. It is told how many attempts have failed since anything was emitted.
 *
 *     first attempt    --a--#            loses its connection behind a
 *     comeback                ···r|      waits, tells that it goes on
 *     second attempt              --b--|
 *     result           --a--···r--b--|
 *
 * Where `retryWith` starts over, this is for attempts that know where they were.
 */
export const resumeWith = <T>(
  attempt: () => Observable<T>,
  comeback: (error: unknown, failures: number) => Observable<T> | undefined,
): Observable<T> => {
  const run = (before: number): Observable<T> =>
    defer(() => {
      let failures = before;
      return attempt().pipe(
        tap(() => {
          failures = 0;
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
