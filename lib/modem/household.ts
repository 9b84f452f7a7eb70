import { BehaviorSubject, concat, defer, filter, finalize, ignoreElements, map, Observable, race, take, timer } from 'rxjs';
import { graceful } from '../../operators/graceful';
import type { Work } from '../../operators/work';

/** Everything that is open on a modem. */
export interface Household {
  /** Makes a cold Observable of work, told when its reader leaves. */
  readonly open: <T>(work: Work<T>) => Observable<T>;
  /** Counts a whole flow as wanted for as long as somebody reads it, pauses between its tries included. */
  readonly hold: <T>(flow: Observable<T>) => Observable<T>;
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
  const open = <T>(work: Work<T>): Observable<T> =>
    hold(
      defer(() => {
        running.next(running.value + 1);
        return graceful((left) => work(left).pipe(finalize(() => running.next(running.value - 1))));
      }),
    );
  const none = (count: Observable<number>): Observable<unknown> =>
    count.pipe(
      filter((open) => open === 0),
      take(1),
    );
  return {
    open,
    hold,
    wentHome: (closeMs) =>
      concat(none(readers), race(none(running), timer(closeMs).pipe(map(() => null)))).pipe(ignoreElements()),
  };
};
