import { asyncScheduler, type MonoTypeOperatorFunction, Observable } from 'rxjs';
import { Bell } from './bell';

interface Underway<T> {
  readonly value: T;
  readonly dueMs: number;
}

/**
 * Lets all arrive so much later, as `delay` does, with one timer for all that is under way instead of one for each.
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
        const now = asyncScheduler.now();
        // The bell rang for the first one, whatever the clock says.
        do host.next((underway.shift() as Underway<T>).value);
        while (!host.closed && underway[0] && underway[0].dueMs <= now);
      };
      const untilMs = (): number | undefined => {
        const [first] = underway;
        // A clock that was set back makes nobody wait for longer.
        return first && !host.closed
          ? Math.max(0, Math.min(latencyMs, first.dueMs - asyncScheduler.now()))
          : undefined;
      };
      const bell = new Bell({ ring: give, untilMs });
      host.add(() => bell.stop());
      return source.subscribe({
        next: (value) => {
          underway.push({ value, dueMs: asyncScheduler.now() + latencyMs });
          bell.set();
        },
        error: (error: unknown) => host.error(error),
      });
    });
