import { catchError, type Observable } from 'rxjs';
import type { Modem } from 'rxmodem';
import type { ModemOptions } from '../options/modemOptions';
import { orLocked } from './unlocked';
import { withModem } from './withModem';

/**
 * Runs work that the modem or the network may refuse because the SIM is locked: the failure says that then, and how to give the PIN.
 * The SIM is asked only after a refusal, since an emergency call needs none.
 */
export const withSim = <T>(options: ModemOptions, work: (modem: Modem) => Observable<T>): Observable<T> =>
  withModem(options, (modem) => work(modem).pipe(catchError((error: unknown) => orLocked(modem, error))));
