import { defer, EMPTY, type Observable } from 'rxjs';

/** Whether the reader of work has left already: then `leaving` emits at once. */
export const hasLeft = (leaving: Observable<void>): boolean => {
  let isGone = false;
  leaving.subscribe(() => (isGone = true)).unsubscribe();
  return isGone;
};

/**
 * Begins something unless the reader has left; once begun it ends in its own way.
 *
 *     leaving   ---(a|)         leaving   (a|)
 *     result    a----b---|      result    |
 */
export const unlessLeft = <T>(leaving: Observable<void>, begin: () => Observable<T>): Observable<T> =>
  defer(() => (hasLeft(leaving) ? EMPTY : begin()));
