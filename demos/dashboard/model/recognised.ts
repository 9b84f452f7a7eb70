import { AsyncSubject, defer, delayWhen, finalize, map, mergeMap, type Observable, take } from 'rxjs';
import {
  a7600,
  commands,
  connect,
  type ConnectOptions,
  ModemError,
  type Profile,
  sim7600,
  sim800,
  type Transport,
} from 'rxmodem';

/** How models name themselves in `AT+CGMM`, and the profiles that fit them. */
const MODELS: readonly (readonly [RegExp, Profile])[] = [
  [/SIM800/i, sim800],
  [/SIM7[56]00/i, sim7600],
  [/A76\d\d/i, a7600],
];

const profileOf = (model: string): Profile => {
  const [, profile] = MODELS.find(([pattern]) => pattern.test(model)) ?? [];
  if (profile) return profile;
  throw new ModemError({ kind: 'unsupported', family: model, feature: 'profile' });
};

/**
 * Asks a modem which model it is, and emits the profile that fits once the port is free again. Any family answers this much,
 * so any profile will do to ask. Fails as `connect` does, and with `unsupported` where nothing fits.
 *
 *     > AT+CGMM  < SIMCOM_SIM800L  < OK    ⇒ sim800
 */
export const recognised = (transport: Transport, options: ConnectOptions): Observable<Profile> =>
  defer(() => {
    const free = new AsyncSubject<true>();
    const lent = transport.pipe(
      finalize(() => {
        free.next(true);
        free.complete();
      }),
    );
    return connect(lent, sim800, options).pipe(
      mergeMap((modem) => modem.send(commands.model())),
      take(1),
      map(({ value }) => profileOf(value.text)),
      delayWhen(() => free),
    );
  });
