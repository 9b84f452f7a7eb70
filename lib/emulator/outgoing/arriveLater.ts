import { type MonoTypeOperatorFunction, Observable } from 'rxjs';
import { Bell } from './bell';
import { monotonicNow } from '../../../operators/monotonicNow';

interface Underway<T> {
  readonly value: T;
  readonly dueMs: number;
}

/**
 * Delays each value by `latencyMs`, as `delay` does, but with one timer for all values under way.
 *
 *     source   ab--c
 *     result   ---ab--c      latencyMs: 3
 */
export const arriveLater =
  <T>(latencyMs: number): MonoTypeOperatorFunction<T> =>
  (source) =>
    new Observable((host) => {
      const underway: Underway<T>[] = [];
      const give = (): void => {
        const now = monotonicNow();
        // The timer fired for the first one, even if the clock was set back.
        do host.next((underway.shift() as Underway<T>).value);
        while (!host.closed && underway[0] && underway[0].dueMs <= now);
      };
      const untilMs = (): number | undefined => {
        const [first] = underway;
        // A clock that was set back must not lengthen the wait.
        return first && !host.closed
          ? Math.max(0, Math.min(latencyMs, first.dueMs - monotonicNow()))
          : undefined;
      };
      const bell = new Bell({ ring: give, untilMs });
      host.add(() => bell.stop());
      return source.subscribe({
        next: (value) => {
          underway.push({ value, dueMs: monotonicNow() + latencyMs });
          bell.set();
        },
        error: (error: unknown) => host.error(error),
      });
    });
