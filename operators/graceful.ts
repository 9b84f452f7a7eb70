import { AsyncSubject, Observable } from 'rxjs';
import type { Work } from './work';

/**
 * Turns work into an Observable whose unsubscribing *tells* the work, and does not tear it down.
 *
 *     reader    --a--b--!                 leaves here
 *     work      --a--b--x----INIT…TERM|   is told at x, says what must be said, hears the answer, ends
 *
 * What the work still emits or fails with after its reader left is not delivered; a failure while winding up is for the
 * trace. Errors and completion of the work are those of the result.
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
