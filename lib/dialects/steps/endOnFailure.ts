import {
  catchError,
  concat,
  EMPTY,
  ignoreElements,
  type MonoTypeOperatorFunction,
  type Observable,
  throwError,
} from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';

const GONE: ReadonlySet<string> = new Set(['reset', 'closed']);
/** Whether the modem restarted or the port closed: nothing is left to be ended. */
const isGone = (error: unknown): boolean => error instanceof ModemError && GONE.has(error.reason.kind);

/**
 * Where a service fails while it is begun, ends it, and passes on the failure. A modem that has gone is told nothing.
 *
 *     open     --#          end    --|
 *     result   ----#
 */
export const endOnFailure = (end: () => Observable<never>): MonoTypeOperatorFunction<never> =>
  catchError((error: unknown) =>
    concat(
      isGone(error) ? EMPTY : end(),
      throwError(() => error),
    ),
  );

/** Completes even if the modem refuses the work, as an end may be; fails where the modem has gone. */
export const anyhow = (work: Observable<unknown>): Observable<never> =>
  work.pipe(
    ignoreElements(),
    catchError((error: unknown) => (isGone(error) ? throwError(() => error) : EMPTY)),
  );
