import { Observable, queueScheduler, type Subscriber } from 'rxjs';
import type { Work } from './work';

/** Gives work its turn. */
export type Turn = <T>(work: Work<T>) => Work<T>;

/**
 * Makes a queue: one piece of work at a time, in the order of subscription.
 *
 *     first    aaaaaa|
 *     second   ......bbbb|        waits, holding nothing
 *     third    ..!                its reader leaves while it waits: it never begins
 *
 * The queue is the one piece of state outside the fold. The next work begins when the work before it has ended, winding up
 * included. Work begins through `queueScheduler`, so that thousands can wait without a deep stack, and so that everything
 * that has already come in is read before.
 */
export const serialize = (): Turn => {
  const waiting = new Set<() => void>();
  let isTaken = false;
  const giveOn = (): void => {
    const [next] = waiting;
    if (next === undefined) {
      isTaken = false;
      return;
    }
    waiting.delete(next);
    queueScheduler.schedule(next);
  };
  return (work) => (leaving) =>
    new Observable((subscriber) => {
      let isCalled = false;
      const called = (): void => {
        isCalled = true;
        // Torn down between the hand-over and the call.
        if (subscriber.closed) giveOn();
        else begin(work, leaving, subscriber);
      };
      subscriber.add(() => {
        if (isCalled) giveOn();
        else waiting.delete(called);
      });
      if (isTaken) {
        waiting.add(called);
        return;
      }
      isTaken = true;
      queueScheduler.schedule(called);
    });
};

/** Begins work, unless its reader has left already. */
const begin = <T>(work: Work<T>, leaving: Observable<void>, subscriber: Subscriber<T>): void => {
  let hasLeft = false;
  leaving.subscribe(() => (hasLeft = true)).unsubscribe();
  if (hasLeft) {
    subscriber.complete();
    return;
  }
  try {
    work(leaving).subscribe(subscriber);
  } catch (error) {
    subscriber.error(error);
  }
};
