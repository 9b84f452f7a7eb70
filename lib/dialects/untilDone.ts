import { defer, EMPTY, type Observable, observeOn, of, queueScheduler, repeat } from 'rxjs';

/** Takes one step after the other until it is done; on a flat stack, also where every step is done at once. */
export const untilDone = <T>(isDone: () => boolean, step: () => Observable<T>): Observable<T> =>
  defer(() => (isDone() ? EMPTY : step())).pipe(
    repeat({ delay: () => (isDone() ? EMPTY : of(null).pipe(observeOn(queueScheduler))) }),
  );
