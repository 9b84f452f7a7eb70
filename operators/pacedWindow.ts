import { defer, type Observable, switchMap, tap } from 'rxjs';
import { monotonicNow } from './monotonicNow';
import type { WindowPace } from './windowPace';

/** How many bytes the slices of a window have together. */
export const lengthOf = (slices: readonly Uint8Array[]): number =>
  slices.reduce((sum, { length }) => sum + length, 0);

/**
 * Reads one window, hands it on, and reports to the pace how long the line and the consumer took.
 *
 *     read   --w|             w: [abc, d]
 *     take     ----|          the consumer takes it
 *     pace   ------w          whole: 4 bytes, 2 on the line, 4 at the consumer
 */
export const pacedWindow = <T>(
  pace: WindowPace,
  read: (windowBytes: number) => Observable<readonly Uint8Array[]>,
  take: (slices: readonly Uint8Array[]) => Observable<T>,
): Observable<T> =>
  defer(() => {
    const askedMs = monotonicNow();
    return read(pace.windowBytes).pipe(
      // One window comes: `switchMap` does what `concatMap` does, with half of its memory.
      switchMap((slices) => {
        const cameMs = monotonicNow();
        const complete = (): void => {
          const [lineMs, sinkMs] = [cameMs - askedMs, monotonicNow() - cameMs];
          pace.report({ kind: 'whole', bytes: lengthOf(slices), lineMs, sinkMs });
        };
        return take(slices).pipe(tap({ complete }));
      }),
    );
  });
