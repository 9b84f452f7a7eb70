import { defer, EMPTY, observeOn, of, type Observable, queueScheduler, repeat } from 'rxjs';

/** Runs one step after the other until it is done. The stack stays flat, also where steps complete at once. */
export const untilDone = <T>(isDone: () => boolean, step: () => Observable<T>): Observable<T> =>
  defer(() => (isDone() ? EMPTY : step())).pipe(
    repeat({ delay: () => (isDone() ? EMPTY : of(null).pipe(observeOn(queueScheduler))) }),
  );
