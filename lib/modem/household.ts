import {
  BehaviorSubject,
  defer,
  filter,
  finalize,
  ignoreElements,
  NEVER,
  Observable,
  race,
  switchMap,
  take,
  timer,
} from 'rxjs';
import { graceful } from '../../operators/graceful';
import type { Work } from '../../operators/work';

/** Everything that is open on a modem. */
export interface Household {
  /** Makes a cold Observable of work, told when its reader leaves. */
  readonly open: <T>(work: Work<T>) => Observable<T>;
  /** The same for work inside of other work: it must be heard out, but nobody outside reads it. */
  readonly run: <T>(work: Work<T>) => Observable<T>;
  /** Counts a whole flow as wanted for as long as somebody reads it, pauses between its tries included. */
  readonly hold: <T>(flow: Observable<T>) => Observable<T>;
  /** How many somebody reads: replays the last count. */
  readonly load: Observable<number>;
  /** Completes when nobody reads any more and all that was left has wound up, at the latest so long after the last reader. */
  readonly wentHome: (closeMs: number) => Observable<never>;
}

/**
 * Keeps count of what is open on a modem, so that the port closes only when everybody is done: flows that are still read go
 * on to their end, those that were left wind up.
 */
export const household = (): Household => {
  const readers = new BehaviorSubject(0);
  const running = new BehaviorSubject(0);
  const hold = <T>(flow: Observable<T>): Observable<T> =>
    new Observable((reader) => {
      readers.next(readers.value + 1);
      reader.add(() => readers.next(readers.value - 1));
      reader.add(flow.subscribe(reader));
    });
  const run = <T>(work: Work<T>): Observable<T> =>
    defer(() => {
      running.next(running.value + 1);
      return graceful((left) => work(left).pipe(finalize(() => running.next(running.value - 1))));
    });
  // A flow that follows on another's heels takes back what its end has begun.
  const wentHome = (closeMs: number): Observable<never> =>
    readers.pipe(
      switchMap((reading) =>
        reading > 0 ? NEVER : race(running.pipe(filter((left) => left === 0)), timer(closeMs)),
      ),
      take(1),
      ignoreElements(),
    );
  return { open: (work) => hold(run(work)), run, hold, load: readers.asObservable(), wentHome };
};
