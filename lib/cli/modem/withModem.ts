import { dematerialize, exhaustMap, materialize, type Observable } from 'rxjs';
import type { Modem } from 'rxmodem';
import type { ModemOptions } from '../options/modemOptions';
import { modemOf } from './modemOf';

/**
 * Opens a modem, runs some work with it, and ends when the work ends.
 *
 *     modem   ---m--------…        as long as it is subscribed
 *     work       --a--b--|
 *     result  -----a--b--|         the modem is unsubscribed here
 */
export const withModem = <T>(options: ModemOptions, work: (modem: Modem) => Observable<T>): Observable<T> =>
  modemOf(options).pipe(
    exhaustMap((modem) => work(modem).pipe(materialize())),
    dematerialize(),
  );
