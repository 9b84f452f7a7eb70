import type { EventEmitter } from 'node:events';
import type { MqttClient } from 'mqtt';
import {
  combineLatest,
  EMPTY,
  filter,
  fromEvent,
  map,
  merge,
  mergeMap,
  Observable,
  of,
  race,
  scan,
  startWith,
  take,
  takeUntil,
  tap,
  throwError,
  timer,
} from 'rxjs';
import { ModemError } from 'rxmodem';
import type { FleetNews, Remote } from 'rxmodem/mqtt';
import type { RemotePort } from '../options/remotePort';
import { mqttConnect, mqttPart } from './optionalPart';

/** How long a broker may take to connect, and to send what it retains of the modem. */
const CONNECT_MS = 15_000;
const ANNOUNCED_MS = 10_000;
/** How long a gateway may take to confirm that a job is cancelled. */
const FAREWELL_MS = 5_000;
const DEFAULT_TIMEOUT_S = 300;

/**
 * Connects to a broker, waits until the modem is announced there and its gateway online, and runs some work with it.
 *
 *     client   ---c------------…        as long as it is subscribed
 *     modem         ---m                its state and its gateway's presence, retained
 *     work             --a--b--|
 *     result   ----------a--b--|
 *
 * Unsubscribing cancels the job. Fails with `port` where the broker or the modem is not there.
 */
export const withRemote = <T>(
  port: RemotePort,
  { timeout = DEFAULT_TIMEOUT_S }: { readonly timeout?: number },
  work: (far: Remote) => Observable<T>,
): Observable<T> =>
  new Observable((reader) => {
    const client = clientOf(port);
    const far = mqttPart().remote(client, { modem: port.modem }, { deadlineMs: timeout * 1_000 });
    let isRunning = false;
    const running = connected(client, port).pipe(
      mergeMap(() => announced(client, port)),
      mergeMap(() => {
        isRunning = true;
        return work(far);
      }),
      tap({ complete: () => (isRunning = false), error: () => (isRunning = false) }),
    );
    const job = running.subscribe(reader);
    return () => {
      // A job that is left is cancelled at its gateway before the connection ends.
      const left = isRunning ? far.left.pipe(take(1), takeUntil(timer(FAREWELL_MS))) : EMPTY;
      left.subscribe({ complete: () => client.end(!client.connected) });
      job.unsubscribe();
    };
  });

const missing = (where: string, problem: string): Observable<never> =>
  throwError(() => new ModemError({ kind: 'port', where, problem }));

const clientOf = ({ broker, username, password }: RemotePort): MqttClient =>
  mqttConnect()(broker, {
    protocolVersion: 5,
    connectTimeout: CONNECT_MS,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
  });

/** Emits once when the broker is connected. Later losses are for the client: it connects again, and the job goes on. */
const connected = (client: MqttClient, { broker }: RemotePort): Observable<unknown> => {
  // An error without a listener would end the process.
  client.on('error', () => undefined);
  const failures = merge(
    fromEvent(client as unknown as EventEmitter, 'error').pipe(
      map((error) => wordsOf(error as NodeJS.ErrnoException)),
    ),
    fromEvent(client, 'close').pipe(map(() => 'it closed the connection; it must be a broker of MQTT 5')),
  );
  return race(
    fromEvent(client, 'connect'),
    failures.pipe(mergeMap((problem) => missing(broker, problem))),
  ).pipe(take(1));
};

const wordsOf = ({ message, code }: NodeJS.ErrnoException): string => message || String(code);

interface Known {
  readonly isAnnounced: boolean;
  readonly isOnline: boolean;
}

/** Emits once when the modem and its gateway are there. */
const announced = (client: MqttClient, { modem }: RemotePort): Observable<unknown> => {
  const [gateway] = modem.split('/');
  const known = mqttPart()
    .watch(client)
    .pipe(
      scan(
        (now: Known, news: FleetNews): Known => ({
          isAnnounced:
            now.isAnnounced ||
            (news.kind === 'modem' && `${news.state.gateway}/${news.state.modem}` === modem),
          isOnline:
            news.kind === 'gateway' && news.presence.gateway === gateway
              ? news.presence.state === 'online'
              : now.isOnline,
        }),
        { isAnnounced: false, isOnline: false },
      ),
      startWith<Known>({ isAnnounced: false, isOnline: false }),
    );
  const late = timer(ANNOUNCED_MS).pipe(map(() => true));
  return combineLatest([known, late.pipe(startWith(false))]).pipe(
    mergeMap(([{ isAnnounced, isOnline }, isLate]): Observable<boolean> => {
      if (isAnnounced && isOnline) return of(true);
      if (!isLate) return of(false);
      return missing(
        modem,
        isAnnounced
          ? 'its gateway is offline; start it, and check that it reaches the broker'
          : 'no gateway has announced this modem at the broker; check GATEWAY/MODEM, and that its gateway runs',
      );
    }),
    filter(Boolean),
    take(1),
  );
};
