import { AsyncSubject, defer, delayWhen, finalize, map, mergeMap, type Observable, take } from 'rxjs';
import { model } from './families/standard/identityCommands';
import { ModemError } from './grammar/errors/modemError';
import { openModem, type OpenModemOptions } from './modem/openModem';
import type { Profile } from './dialects/profile';
import { profileOf } from './families/profileOf';
import { sim800 } from './families/sim800/sim800';
import type { Transport } from './wire/transport';

const fitting = (name: string): Profile => {
  const profile = profileOf(name);
  if (profile) return profile;
  throw new ModemError({ kind: 'unsupported', family: name, feature: 'profile in this library' });
};

/**
 * Asks a modem which model it is, and emits the profile that fits once the port is free for the next connection.
 *
 *     > AT+CGMM  < SIMCOM_SIM800L  < OK    ⇒ sim800
 *
 *     detectProfile(transport).pipe(switchMap((profile) => openModem(transport, profile)))
 *
 * The port is closed and opened again in between; `keptOpen(transport)` in both places hands it on instead.
 *
 * Fails with `unsupported` where no profile fits, `family` is what the modem calls itself then; and as `openModem` does.
 */
export const detectProfile = (transport: Transport, options: OpenModemOptions = {}): Observable<Profile> =>
  defer(() => {
    const free = new AsyncSubject<void>();
    const lent = transport.pipe(
      finalize(() => {
        free.next();
        free.complete();
      }),
    );
    // Any family answers this much, so any profile will do to ask.
    return openModem(lent, sim800, options).pipe(
      mergeMap((modem) => modem.send(model())),
      take(1),
      map(({ value }) => fitting(value.text)),
      delayWhen(() => free),
    );
  });
