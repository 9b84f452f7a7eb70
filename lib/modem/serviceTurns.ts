import { BehaviorSubject, distinctUntilChanged, map, Observable } from 'rxjs';
import { serialize, type Turn } from '../../operators/serialize';
import type { Work } from '../../operators/work';

/** The queues of a modem, one a service. */
export interface ServiceTurns {
  readonly turnOf: (service: string) => Turn;
  /** Whether a flow waits for its turn on the service. Replays the last answer. */
  readonly awaited: (service: string) => Observable<boolean>;
}

/** Gives each service a queue of its own, and counts the flows that wait in it. */
export const serviceTurns = (): ServiceTurns => {
  const known = new Map<string, Queue>();
  const queueOf = (service: string): Queue => {
    const queue = known.get(service) ?? { turn: serialize(), waiting: new BehaviorSubject(0) };
    known.set(service, queue);
    return queue;
  };
  return {
    turnOf: (service) => counted(queueOf(service)),
    awaited: (service) =>
      queueOf(service).waiting.pipe(
        map((count) => count > 0),
        distinctUntilChanged(),
      ),
  };
};

interface Queue {
  readonly turn: Turn;
  readonly waiting: BehaviorSubject<number>;
}

/** Counts work as waiting until it begins, or its reader leaves. */
const counted =
  ({ turn, waiting }: Queue): Turn =>
  <T>(work: Work<T>): Work<T> =>
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
