import { AsyncSubject, Observable } from 'rxjs';
import type { Work } from './work';

/**
 * Turns work into an Observable. Unsubscribing makes `leaving` emit; it does not tear the work down.
 *
 *     reader    --a--b--!                 leaves here
 *     work      --a--b--x----INIT…TERM|   leaving emits at x; the work sends its last commands and ends
 *
 * Values and errors of the work after its reader has left are not delivered; a failure while winding up is for the trace.
 * Before that, errors and completion of the work are those of the result.
 */
export const graceful = <T>(work: Work<T>): Observable<T> =>
  new Observable<T>((reader) => {
    const leaving = new AsyncSubject<void>();
    work(leaving).subscribe({
      next: (value) => reader.next(value),
      error: (error: unknown) => reader.error(error),
      complete: () => reader.complete(),
    });
    return () => {
      leaving.next();
      leaving.complete();
    };
  });
