import { dematerialize, exhaustMap, materialize, type Observable } from 'rxjs';
import type { Modem } from 'rxmodem';
import type { ModemOptions } from '../options/modemOptions';
import { modemOf } from './modemOf';

/**
 * Connects, lets some work be done with the modem, and ends when the work does.
 *
 *     modem   ---m--------…        as long as somebody listens
 *     work       --a--b--|
 *     result  -----a--b--|         and only now the modem is left
 */
export const withModem = <T>(options: ModemOptions, work: (modem: Modem) => Observable<T>): Observable<T> =>
  modemOf(options).pipe(
    exhaustMap((modem) => work(modem).pipe(materialize())),
    dematerialize(),
  );
