import { EMPTY, fromEventPattern, map, merge, mergeMap, type Observable, of, throwError } from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';
import type { MqttClient } from '../link/mqttClient';
import type { GatewayNews } from './jobs/gatewayNews';

/** Reason codes of MQTT 5 § 2.4 after which another try fails, too: version, client id, user or password, not authorized, banned, method. */
const REFUSED: ReadonlySet<unknown> = new Set([0x84, 0x85, 0x86, 0x87, 0x8a, 0x8c]);
const TAKEN_OVER = 0x8e;
/** The code of a broker that speaks MQTT 3 only (MQTT 3.1.1 § 3.2.2.3). */
const OLD_VERSION = 1;

interface Failure {
  readonly message?: string;
  /** The broker's reason code, or the system's name: `ECONNREFUSED`. */
  readonly code?: number | string;
}

const problemOf = ({ message, code }: Failure): string =>
  message || (code === undefined ? 'it can not be reached' : String(code));

const events = <T>(client: MqttClient, name: string, read: (failure: Failure) => T): Observable<T> =>
  fromEventPattern(
    (listener) => client.on(name as 'error', listener),
    (listener) => client.removeListener(name as 'error', listener),
    read,
  );

/** Emits whether the broker is connected. Fails with `port` where it refuses this gateway, or has another one of its name. */
export const brokerNews = (client: MqttClient, broker: string): Observable<GatewayNews> => {
  const fatal = (problem: string): Observable<never> =>
    throwError(() => new ModemError({ kind: 'port', where: broker, problem }));
  const failures = events(client, 'error', (error) => error).pipe(
    mergeMap((error): Observable<GatewayNews> => {
      if (error.code === OLD_VERSION)
        return fatal('it speaks MQTT 3 only; use a broker of MQTT 5 with shared subscriptions');
      const problem = problemOf(error);
      const isRefused = REFUSED.has(error.code);
      return isRefused ? fatal(problem) : of({ kind: 'broker', isConnected: false, problem });
    }),
  );
  const takenOver = events(client, 'disconnect', (packet) => packet as { readonly reasonCode?: number }).pipe(
    mergeMap(({ reasonCode }) =>
      reasonCode === TAKEN_OVER ? fatal('another gateway of the same name came; give each its own') : EMPTY,
    ),
  );
  return merge(
    events(client, 'connect', () => true).pipe(
      map((isConnected): GatewayNews => ({ kind: 'broker', isConnected })),
    ),
    events(client, 'close', () => false).pipe(
      map((isConnected): GatewayNews => ({ kind: 'broker', isConnected })),
    ),
    failures,
    takenOver,
  );
};
