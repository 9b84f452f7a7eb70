import { AsyncSubject, defer, delayWhen, finalize, map, mergeMap, type Observable, of, take } from 'rxjs';
import { model } from './families/standard/identityCommands';
import { ModemError } from './grammar/errors/modemError';
import type { Modem } from './modem/modem';
import { withFirmware } from './dialects/firmware';
import { openModem, type OpenModemOptions } from './modem/openModem';
import type { Profile } from './dialects/profile';
import { MODEL_NAMES, profileMatch } from './families/profileOf';
import { identityLine } from './families/standard/identityLine';
import { firmwaresOf } from './families/firmwaresOf';
import { sim800 } from './families/sim800/sim800';
import { checkTransport } from './wire/checkTransport';
import type { Transport } from './wire/transport';

/** How a modem is asked for its profile. */
export interface DetectOptions extends OpenModemOptions {
  /** Whether it is asked for its firmware, too (`AT+CGMR`), whose habits the profile then follows. Default false: by the model alone. */
  readonly firmware?: boolean | undefined;
}

/** The profile for a model, with the habits of its firmware. The trace says where it is only the nearest one, and which habits. */
const fitting = (name: string, revision: string | null, { note }: Modem): Profile => {
  const match = profileMatch(name);
  if (!match) throw new ModemError({ kind: 'unsupported', family: name, feature: 'profile in this library' });
  const { profile, isNearest } = match;
  if (isNearest) note(`${name} is in no table of models; the profile ${profile.name} is the nearest`);
  const habits = firmwaresOf(profile.name, name, revision);
  for (const { does } of habits) note(`firmware ${revision ?? name}: ${does}`);
  return withFirmware(profile, habits);
};

/**
 * Asks a modem which model it is, and emits the profile that fits once the port is free for the next connection.
 *
 *     > AT+CGMM  < SIMCOM_SIM800L  < OK    ⇒ sim800
 *
 *     detectProfile(transport).pipe(switchMap((profile) => openModem(transport, profile)))
 *
 * A profile of the library is emitted as it is, unless the tables of firmware (`lib/families/<family>/firmwares.ts`) have limits for the
 * modem: then with these. The trace tells of each habit that is known.
 *
 * The port is closed and opened again in between; `keptOpen(transport)` in both places hands it on instead.
 *
 * Fails with `unsupported` for other makers' modems, `family` is what the modem calls itself then; and as `openModem` does.
 */
export const detectProfile = (
  transport: Transport,
  { firmware = false, ...options }: DetectOptions = {},
): Observable<Profile> =>
  defer(() => {
    const free = new AsyncSubject<void>();
    const lent = checkTransport(transport).pipe(
      finalize(() => {
        free.next();
        free.complete();
      }),
    );
    // Any family answers this much, so any profile will do to ask.
    return openModem(lent, sim800, options).pipe(
      mergeMap((modem) =>
        modem.send(model()).pipe(
          map(
            ({ value, values }) =>
              identityLine(
                values.map(({ text }) => text),
                MODEL_NAMES,
              ) ?? value.text,
          ),
          mergeMap((name) =>
            (firmware ? modem.profile.identity.revision(modem) : of(null)).pipe(
              map((revision) => fitting(name, revision, modem)),
            ),
          ),
        ),
      ),
      take(1),
      delayWhen(() => free),
    );
  });
