import { AsyncSubject, defer, delayWhen, finalize, map, mergeMap, type Observable, take } from 'rxjs';
import { model } from './families/standard/identityCommands';
import { ModemError } from './grammar/errors/modemError';
import type { Modem } from './modem/modem';
import { openModem, type OpenModemOptions } from './modem/openModem';
import type { Profile } from './dialects/profile';
import { MODEL_NAMES, profileMatch } from './families/profileOf';
import { identityLine } from './families/standard/identityLine';
import { sim800 } from './families/sim800/sim800';
import type { Transport } from './wire/transport';

/** The profile for a model. The trace says where it is only the nearest one. */
const fitting = (name: string, { note }: Modem): Profile => {
  const match = profileMatch(name);
  if (!match) throw new ModemError({ kind: 'unsupported', family: name, feature: 'profile in this library' });
  const { profile, isNearest } = match;
  if (isNearest) note(`${name} is in no table of models; the profile ${profile.name} is the nearest`);
  return profile;
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
 * Fails with `unsupported` for other makers' modems, `family` is what the modem calls itself then; and as `openModem` does.
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
      mergeMap((modem) =>
        modem.send(model()).pipe(
          map(({ value, values }) =>
            fitting(
              identityLine(
                values.map(({ text }) => text),
                MODEL_NAMES,
              ) ?? value.text,
              modem,
            ),
          ),
        ),
      ),
      take(1),
      delayWhen(() => free),
    );
  });
