import { concat, defer, EMPTY, map, mergeMap, of, Subject } from 'rxjs';
import type { Transport } from '../../lib';

/** Counts what happens (lines of the trace, pieces that were taken in), and calls out at one of them. */
export interface Countdown {
  /** Emits when it happened so often. */
  readonly leave: Subject<void>;
  counts: boolean;
  seen: number;
  readonly count: () => void;
}

export const countdown = (to: number): Countdown => {
  const leave = new Subject<void>();
  const counter: Countdown = {
    leave,
    counts: false,
    seen: 0,
    count: () => {
      if (!counter.counts) return;
      counter.seen += 1;
      if (counter.seen === to) leave.next();
    },
  };
  return counter;
};

/** A transport whose pieces count when they were taken in. */
export const counted = (transport: Transport, { count }: Countdown): Transport => {
  const taken = (bytes: Uint8Array) =>
    concat(
      of(bytes),
      defer(() => (count(), EMPTY)),
    );
  return transport.pipe(map((port) => ({ ...port, incoming: port.incoming.pipe(mergeMap(taken)) })));
};
