import { BehaviorSubject, Observable, queueScheduler, type Subscriber } from 'rxjs';
import { hasLeft } from './unlessLeft';
import type { Work } from './work';

/** Gives work its turn. */
export type Turn = <T>(work: Work<T>) => Work<T>;

interface Place {
  readonly call: () => void;
  next: Place | undefined;
}

/**
 * Makes a queue: one piece of work at a time, in the order of subscription.
 *
 *     first    aaaaaa|
 *     second   ......bbbb|        waits, holding nothing
 *     third    ..!                its reader leaves while it waits: it never begins
 *
 * The last place of the queue is the one piece of state outside the fold. The next work begins when the work before it has
 * ended, winding up included. Work begins through `queueScheduler`, so that thousands can wait without a deep stack, and so
 * that everything that has already come in is read before.
 */
export const serialize = (): Turn => {
  let last: Place | undefined;
  const giveOn = (place: Place): void => {
    if (place.next) queueScheduler.schedule(place.next.call);
    else last = undefined;
  };
  return (work) => (leaving) =>
    new Observable((subscriber) => {
      let isCalled = false;
      const call = (): void => {
        isCalled = true;
        // A place that was torn down while it waited is given on only now.
        if (subscriber.closed) giveOn(place);
        else begin(work, leaving, subscriber);
      };
      const place: Place = { call, next: undefined };
      subscriber.add(() => {
        if (isCalled) giveOn(place);
      });
      const before = last;
      last = place;
      if (before) before.next = place;
      else queueScheduler.schedule(call);
    });
};

/** A queue, and how many pieces of work wait in it: replays the last count. */
export interface CountedQueue {
  readonly turn: Turn;
  readonly waiting: BehaviorSubject<number>;
}

/** Makes a queue that counts the work that waits in it, until that begins or its subscriber leaves. */
export const serializeCounted = (): CountedQueue => {
  const turn = serialize();
  const waiting = new BehaviorSubject(0);
  return { turn: (work) => counted(turn, waiting, work), waiting };
};

const counted =
  <T>(turn: Turn, waiting: BehaviorSubject<number>, work: Work<T>): Work<T> =>
  (leaving) =>
    new Observable((subscriber) => {
      let isWaiting = true;
      const stop = (): void => {
        if (!isWaiting) return;
        isWaiting = false;
        waiting.next(waiting.value - 1);
      };
      waiting.next(waiting.value + 1);
      subscriber.add(leaving.subscribe(stop));
      subscriber.add(stop);
      const begun: Work<T> = (left) => {
        stop();
        return work(left);
      };
      subscriber.add(turn(begun)(leaving).subscribe(subscriber));
    });

/** Begins work, unless its reader has left already. */
const begin = <T>(work: Work<T>, leaving: Observable<void>, subscriber: Subscriber<T>): void => {
  if (hasLeft(leaving)) {
    subscriber.complete();
    return;
  }
  try {
    work(leaving).subscribe(subscriber);
  } catch (error) {
    subscriber.error(error);
  }
};
