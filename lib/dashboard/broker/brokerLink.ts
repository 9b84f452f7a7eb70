import {
  concat,
  defer,
  distinctUntilChanged,
  fromEventPattern,
  map,
  merge,
  type Observable,
  of,
  scan,
} from 'rxjs';
import { ModemError } from 'rxmodem';
import type { MqttClient } from 'rxmodem/mqtt';
import type { BrokerFace } from '../model/board';

/** Reason codes of MQTT 5 § 2.4 from here on are refusals. */
const REFUSED = 0x80;
/** The code of a broker that speaks MQTT 3 only (MQTT 3.1.1 § 3.2.2.3). */
const OLD_VERSION = 1;
/** RabbitMQ before 3.13, which speaks MQTT 3 only, ends like this. */
const SILENT = 'it closed the connection without an answer; check that it speaks MQTT 5';

interface Failure {
  readonly message?: string;
  /** A reason code of the broker's, or a name of the system's: `ECONNREFUSED`. */
  readonly code?: number | string;
}

type Happening =
  | { readonly kind: 'connect' }
  | { readonly kind: 'close' }
  | { readonly kind: 'error'; readonly failure: Failure };

const events = <T>(client: MqttClient, name: string, read: (failure: Failure) => T): Observable<T> =>
  fromEventPattern(
    (listener) => client.on(name as 'error', listener),
    (listener) => client.removeListener(name as 'error', listener),
    read,
  );

const next = (face: BrokerFace, happening: Happening): BrokerFace => {
  const { where, connection } = face;
  if (happening.kind === 'connect') return { where, connection: 'connected' };
  const away = connection === 'connecting' ? connection : 'reconnecting';
  if (happening.kind === 'close') {
    const isSilent = away === 'connecting' && face.problem === undefined;
    return { ...face, connection: away, ...(isSilent && { problem: SILENT }) };
  }
  const { message, code } = happening.failure;
  const problem = message || String(code ?? 'it can not be reached');
  // The broker has never accepted this client: version, name or password are wrong, and trying again does not help.
  if (connection === 'connecting' && (code === OLD_VERSION || Number(code) >= REFUSED)) {
    throw new ModemError({ kind: 'port', where, problem });
  }
  return { where, connection: away, problem };
};

/**
 * Whether a broker is there, and why not. Fails with `port` where it refuses from the first.
 *
 *     client     c------x--e--e--c      connect   close   error: ECONNREFUSED
 *     result     y------r--r-----y      connected   reconnecting
 */
export const brokerLink = (client: MqttClient, where: string): Observable<BrokerFace> =>
  defer(() => {
    const first: BrokerFace = { where, connection: client.connected ? 'connected' : 'connecting' };
    const happenings = merge(
      events(client, 'connect', (): Happening => ({ kind: 'connect' })),
      events(client, 'close', (): Happening => ({ kind: 'close' })),
      events(client, 'error', (failure): Happening => ({ kind: 'error', failure })),
    );
    return concat(of(first), happenings.pipe(scan(next, first))).pipe(
      distinctUntilChanged(
        (one, other) => one.connection === other.connection && one.problem === other.problem,
      ),
      map((face) => Object.freeze(face)),
    );
  });
