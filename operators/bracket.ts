import {
  catchError,
  concat,
  defer,
  EMPTY,
  ignoreElements,
  mergeMap,
  type Observable,
  takeUntil,
  throwError,
} from 'rxjs';
import type { Work } from './work';

/**
 * Opens, uses, closes; delivers the ending only after the close was answered, so that a retry may begin at once.
 *
 *     open    --r|
 *     use       --a--b--|           or an error, or the reader leaving
 *     close              ----|
 *     result  ----a--b-------|
 *
 * `open` emits the resource once. It runs to its end also when the reader leaves meanwhile: then `close` follows. An error
 * of `open` is the result's, and nothing is closed. An error of `close` is ignored: the ending stands.
 */
export const bracket =
  <R, T>(
    open: Observable<R>,
    use: (resource: R) => Observable<T>,
    close: (resource: R) => Observable<unknown>,
  ): Work<T> =>
  (leaving) =>
    open.pipe(
      mergeMap((resource) => {
        const closed = defer(() => close(resource)).pipe(
          ignoreElements(),
          catchError(() => EMPTY),
        );
        const used = defer(() => use(resource)).pipe(
          // eslint-disable-next-line rxjs-x/no-unsafe-takeuntil -- the close follows, and leaving must not stop it
          takeUntil(leaving),
          catchError((error: unknown) =>
            concat(
              closed,
              throwError(() => error),
            ),
          ),
        );
        return concat(used, closed);
      }),
    );
