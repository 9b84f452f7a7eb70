import {
  catchError,
  concat,
  defer,
  dematerialize,
  exhaustMap,
  materialize,
  type Observable,
  throwError,
} from 'rxjs';
import type { Modem } from 'rxmodem';
import type { ModemOptions } from '../options/modemOptions';
import { modemOf } from './modemOf';
import { namingPin, pinOf, unlocked } from './unlocked';

/** What comes before the work of a verb. */
interface Before {
  /** Whether the PIN of the environment is entered where the SIM waits for it. Default: true. */
  readonly entersPin?: boolean;
}

/**
 * Opens a modem, enters the PIN of the environment where the SIM waits for it, runs some work, and ends when the work ends.
 *
 *     modem   ---m--------…        as long as it is subscribed
 *     work       --a--b--|
 *     result  -----a--b--|         the modem is unsubscribed here
 */
export const withModem = <T>(
  options: ModemOptions,
  work: (modem: Modem) => Observable<T>,
  { entersPin = true }: Before = {},
): Observable<T> =>
  defer(() => {
    // A PIN that can be none is reported before the port is opened.
    if (entersPin) pinOf();
    return modemOf(options).pipe(
      exhaustMap((modem) => {
        const done = defer(() => work(modem));
        return (entersPin ? concat(unlocked(modem), done) : done).pipe(materialize());
      }),
      dematerialize(),
      catchError((error: unknown) => throwError(() => namingPin(error))),
    );
  });
