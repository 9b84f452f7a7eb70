import { BehaviorSubject, defer, filter, finalize, merge, type Observable, ReplaySubject, take } from 'rxjs';
import { graceful } from '../../operators/graceful';
import type { Work } from '../../operators/work';

/** Everything that is open on a modem. */
export interface Household {
  /** Makes a cold Observable of work: counted, and told when its reader leaves or when all must go. */
  readonly open: <T>(work: Work<T>) => Observable<T>;
  /** Tells all that is open, and all that comes later, to leave. */
  readonly dissolve: () => void;
  /** Emits once, when nothing is open any more. */
  readonly idle: Observable<unknown>;
}

/** Keeps count of what is open on a modem, so that the port closes only after everybody has wound up. */
export const household = (): Household => {
  const count = new BehaviorSubject(0);
  const leaving = new ReplaySubject<void>(1);
  return {
    open: (work) =>
      defer(() => {
        count.next(count.value + 1);
        return graceful((left) =>
          work(merge(left, leaving).pipe(take(1))).pipe(finalize(() => count.next(count.value - 1))),
        );
      }),
    dissolve: () => leaving.next(),
    idle: count.pipe(
      filter((open) => open === 0),
      take(1),
    ),
  };
};
