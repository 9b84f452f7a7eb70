import { Observable, Subscription } from 'rxjs';

/** So many are kept for when the broker is there again; older ones are lost. */
const MOST_KEPT = 1_000;

/**
 * Lets values through while the broker is there, and keeps the newest for when it is there again: what nobody could hear is not
 * gathered for ever.
 *
 *     source       a--b-----c--d----e--
 *     connected    t----f---------t----
 *     result       a--b-----------(cd)e
 */
export const whileConnected =
  (isConnected: Observable<boolean>) =>
  <T>(source: Observable<T>): Observable<T> =>
    new Observable<T>((reader) => {
      let isOpen = false;
      let kept: T[] = [];
      const all = new Subscription();
      all.add(
        isConnected.subscribe((open) => {
          isOpen = open;
          if (!open) return;
          const late = kept;
          kept = [];
          late.forEach((value) => reader.next(value));
        }),
      );
      all.add(
        source.subscribe({
          next: (value) => {
            if (isOpen) reader.next(value);
            else kept = [...kept.slice(1 - MOST_KEPT), value];
          },
          error: (error: unknown) => reader.error(error),
          complete: () => reader.complete(),
        }),
      );
      return all;
    });
