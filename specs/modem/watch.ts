import { asyncScheduler, type Observable, type Subscription } from 'rxjs';
import { ModemError } from '../../lib/grammar/errors/modemError';
import type { Reason } from '../../lib/grammar/errors/reason';

/** What came out of a flow. */
export interface Watched<T> {
  readonly values: T[];
  readonly subscription: Subscription;
  /** `open`, `completed`, or the kind of the reason, with the phase of a time-out: `timeout bring-up`. */
  end: string;
  reason: Reason | undefined;
  /** When it ended, in virtual milliseconds. */
  endedAt: number | undefined;
}

const kindOf = (reason: Reason): string =>
  reason.kind === 'timeout' ? `timeout ${reason.phase}` : reason.kind;

/** Subscribes to a flow and writes down what comes. An error that is no `ModemError` is told as such. */
export const watch = <T>(flow: Observable<T>, onValue: (value: T) => void = () => undefined): Watched<T> => {
  const began = asyncScheduler.now();
  const seen = { values: [] as T[], end: 'open', reason: undefined as Reason | undefined };
  const watched = seen as unknown as { -readonly [K in keyof Watched<T>]: Watched<T>[K] };
  const over = (end: string): void => {
    watched.end = end;
    watched.endedAt = asyncScheduler.now() - began;
  };
  watched.subscription = flow.subscribe({
    next: (value) => {
      watched.values.push(value);
      onValue(value);
    },
    error: (error: unknown) => {
      watched.reason = error instanceof ModemError ? error.reason : undefined;
      over(watched.reason ? kindOf(watched.reason) : `no ModemError: ${String(error)}`);
    },
    complete: () => over('completed'),
  });
  return watched;
};
