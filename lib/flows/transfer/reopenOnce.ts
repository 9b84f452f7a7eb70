import { catchError, defer, type MonoTypeOperatorFunction, tap, throwError } from 'rxjs';
import { isRefusal } from '../../dialects/steps/onRefusal';
import { ModemError } from '../../grammar/errors/modemError';
import type { Modem } from '../../modem/modem';

/** The A76XX's code for a state that does not allow the command. */
const WRONG_STATE = 11;

/** A session that was opened and refuses what it is for: it looks alive and is not. */
const looksDead = (error: unknown, mayBeStuck: boolean): boolean =>
  error instanceof ModemError &&
  ((isRefusal(error) && (mayBeStuck || !('stuck' in error.reason))) ||
    (error.reason.kind === 'cftps' && error.reason.code === WRONG_STATE));

/** When a session may be opened once more. */
interface Reopening<T> {
  /** Whether an event is progress, behind which nothing is repeated. Default: each is. */
  readonly isProgress?: (event: T) => boolean;
  /** Whether the work may be done twice. Default: it may, since it was refused. */
  readonly mayRepeat?: () => boolean;
  /** Whether a service that could neither be started nor ended is opened once more, since its bearer may be dead. Default: no. */
  readonly mayBeStuck?: boolean;
}

/**
 * Opens a session that is refused its work once more: what is closed in between was left over from somebody else. Only while
 * nothing was emitted.
 *
 *     > AT+HTTPINIT < OK  > AT+HTTPPARA=… < ERROR  > AT+HTTPTERM < OK    > AT+HTTPINIT < OK  > AT+HTTPPARA=… < OK  …
 */
export const reopenOnce =
  <T>(
    { note }: Pick<Modem, 'note'>,
    { isProgress = () => true, mayRepeat = () => true, mayBeStuck = false }: Reopening<T> = {},
  ): MonoTypeOperatorFunction<T> =>
  (session) =>
    defer(() => {
      let hasEmitted = false;
      return session.pipe(
        tap((event) => (hasEmitted ||= isProgress(event))),
        catchError((error: unknown) => {
          if (hasEmitted || !looksDead(error, mayBeStuck) || !mayRepeat()) return throwError(() => error);
          note('the session looks open and refuses its work: it is closed, and opened once more');
          return session;
        }),
      );
    });
