import {
  distinctUntilChanged,
  EMPTY,
  fromEventPattern,
  merge,
  mergeMap,
  type Observable,
  of,
  scan,
  throwError,
} from 'rxjs';
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

/** What became of the current attempt to connect. */
interface Attempt {
  readonly state: 'open' | 'failed' | 'answered';
  readonly news?: GatewayNews;
}

type Step = (before: Attempt) => Attempt;

/** Problem of an attempt that ended without an answer: so does RabbitMQ before 3.13, which speaks MQTT 3 only. */
const SILENT = 'it closed the connection without an answer; check that it speaks MQTT 5';

/** A connection that closes. Where an error came before, the error was reported already. */
const closed: Step = ({ state }) => {
  const gone: Attempt = { state: 'open' };
  if (state === 'failed') return gone;
  const problem = state === 'open' ? { problem: SILENT } : {};
  return { ...gone, news: { kind: 'broker', isConnected: false, ...problem } };
};

/** A TCP connection that is reset before the broker has answered is closed without an answer, too. */
const failed =
  (error: Failure): Step =>
  ({ state }) => {
    const problem = error.code === 'ECONNRESET' && state === 'open' ? SILENT : problemOf(error);
    return { state: 'failed', news: { kind: 'broker', isConnected: false, problem } };
  };

const answered: Step = () => ({ state: 'answered', news: { kind: 'broker', isConnected: true } });

const isSame = (one: GatewayNews, other: GatewayNews): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/**
 * Emits whether the broker is connected, when it changes. Fails with `port` where the broker refuses this gateway, or has
 * another one of its name.
 */
export const brokerNews = (client: MqttClient, broker: string): Observable<GatewayNews> => {
  const fatal = (problem: string): Observable<never> =>
    throwError(() => new ModemError({ kind: 'port', where: broker, problem }));
  const failures = events(client, 'error', (error) => error).pipe(
    mergeMap((error): Observable<Step> => {
      if (error.code === OLD_VERSION)
        return fatal('it speaks MQTT 3 only; use a broker of MQTT 5 with shared subscriptions');
      return REFUSED.has(error.code) ? fatal(problemOf(error)) : of(failed(error));
    }),
  );
  const takenOver = events(client, 'disconnect', (packet) => packet as { readonly reasonCode?: number }).pipe(
    mergeMap(({ reasonCode }) =>
      reasonCode === TAKEN_OVER ? fatal('another gateway of the same name came; give each its own') : EMPTY,
    ),
  );
  const steps = merge(
    events(client, 'connect', () => answered),
    events(client, 'close', () => closed),
    failures,
    takenOver,
  );
  return steps.pipe(
    scan((attempt, step) => step(attempt), { state: 'open' } as Attempt),
    mergeMap(({ news }) => (news ? of(news) : EMPTY)),
    distinctUntilChanged(isSame),
  );
};
