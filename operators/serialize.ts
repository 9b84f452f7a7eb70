import {
  AsyncSubject,
  concat,
  EMPTY,
  finalize,
  mergeMap,
  type Observable,
  observeOn,
  of,
  queueScheduler,
  takeUntil,
} from 'rxjs';
import type { Work } from './work';

/** Gives work its turn. */
export type Turn = <T>(work: Work<T>) => Work<T>;

/**
 * Makes a queue: one piece of work at a time, in the order asked.
 *
 *     first    aaaaaa|
 *     second   ......bbbb|        waits, holding nothing
 *     third    ..!                left while it waited: never begun
 *
 * The one piece of state outside the fold: its last place. The next begins when the one before it has ended, wound up and
 * all; hand-over happens through `queueScheduler`, so that thousands may wait without a deep stack.
 */
export const serialize = (): Turn => {
  let last: Observable<never> = EMPTY;
  return (work) => (leaving) => {
    const before = last;
    const ended = new AsyncSubject<never>();
    last = ended.pipe(observeOn(queueScheduler));
    const mine = of(null).pipe(
      // eslint-disable-next-line rxjs-x/no-unsafe-takeuntil -- what has begun is told, and winds itself up
      takeUntil(leaving),
      mergeMap(() => work(leaving)),
    );
    // A place that is torn down while it waits is given on only when the one before it is free.
    const giveOn = (): void => {
      before.subscribe(ended);
    };
    return concat(before, mine).pipe(finalize(giveOn));
  };
};
