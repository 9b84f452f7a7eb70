import {
  catchError,
  concat,
  defaultIfEmpty,
  defer,
  ignoreElements,
  type Observable,
  of,
  switchMap,
  tap,
  timeout,
} from 'rxjs';
import * as ip from '../../../../families/sim800/sockets/sim800SocketCommands';
import {
  ipClientArrived,
  ipNotResolved,
  ipResolved,
  ipServerClosed,
  ipServerListens,
} from '../../../../families/sim800/sockets/sim800SocketUrcs';
import { handle, type HandlerContext, type Handler } from '../../../core/handler';
import { NOT_ALLOWED, ok, refused, type Reply } from '../../../core/reply';
import { answerLine } from '../../../core/utterance';
import type { Echo, SocketClient } from '../../../origins/socketOrigin';
import { echoFrom } from '../../standard/sockets/echoFrom';
import { runTcp } from '../../standard/sockets/runLink';
import { isMulti, isUp, LINKS, linkReports, named } from './sim800Links';

/** Names, echo requests and clients: SIM800 AT manual V1.09 pages 231–242 and 247–248. */

/** How long a name may take. */
const RESOLVE_MS = 60_000;
const NO_SUCH_NAME = 8;
/** The index of the only listening port. */
const SERVER = 0;
const DEFAULT_RETRIES = 4;
const DEFAULT_BYTES = 32;
/** In units of 100 ms. */
const DEFAULT_TIMEOUT = 100;
const UNIT_MS = 100;
const NO_TTL = 255;

const resolve = (modem: HandlerContext, host: string): Reply => {
  if (!isUp(modem.state)) return refused(NOT_ALLOWED);
  const found = modem.sockets.resolve(host).pipe(
    timeout(RESOLVE_MS),
    catchError(() => of([])),
  );
  const report = ([address, other]: readonly string[]): void => {
    if (address === undefined) modem.urc(ipNotResolved, { code: NO_SUCH_NAME }, 'result');
    else modem.urc(ipResolved, { host, address, ...(other === undefined ? {} : { other }) }, 'result');
  };
  return { ...ok(), later: () => modem.inBackground(found, report) };
};

/** Each reply is printed as it comes; a request without one counts its whole time (page 247). */
const ping = (
  modem: HandlerContext,
  {
    host,
    retries = DEFAULT_RETRIES,
    size = DEFAULT_BYTES,
    timeout: units = DEFAULT_TIMEOUT,
  }: Parameters<typeof ip.ipPing>[0],
): Reply | Observable<Reply> => {
  if (!isUp(modem.state)) return refused(NOT_ALLOWED);
  const once = (address: string, reply: number): Observable<Echo | undefined> =>
    echoFrom(modem, address, { sizeBytes: size, waitMs: units * UNIT_MS }).pipe(
      tap((echo) => {
        const time = echo ? Math.round(echo.roundTripMs / UNIT_MS) : units;
        modem.say(answerLine(ip.ipPing, { reply, address, time, ttl: echo?.ttl ?? NO_TTL }));
      }),
    );
  return modem.sockets.resolve(host).pipe(
    timeout(RESOLVE_MS),
    switchMap(([address = host]) =>
      concat(...Array.from({ length: retries }, (_, at) => defer(() => once(address, at + 1)))),
    ),
    ignoreElements(),
    catchError(() => of(refused(NOT_ALLOWED))),
    defaultIfEmpty(ok()),
  );
};

const welcome = (modem: HandlerContext, client: SocketClient): void => {
  const { state } = modem;
  const number = LINKS.find((one) => (state.sockets.links.get(one)?.state ?? 'ended') === 'ended');
  if (number === undefined) return client.reject();
  const { address: host, port } = client.remote;
  const reports = linkReports(modem);
  runTcp(modem, { number, protocol: 'TCP', host, port, server: SERVER }, client.accepted, {
    links: state.sockets.links,
    limitMs: RESOLVE_MS,
    reports: {
      ...reports,
      opened: (opened) => modem.urc(ipClientArrived, { ...named(state, opened), address: host }),
    },
  });
  return undefined;
};

const serve = (modem: HandlerContext, on: boolean, port: number | undefined): Reply => {
  const { state, sockets } = modem;
  const { servers } = state.sockets;
  if (!on) {
    const before = servers.get(SERVER);
    if (!before) return refused(NOT_ALLOWED);
    before.listening.unsubscribe();
    servers.delete(SERVER);
    return { ...ok(), later: () => modem.urc(ipServerClosed, {}, 'result') };
  }
  if (port === undefined || servers.has(SERVER) || !isUp(state) || !isMulti(state))
    return refused(NOT_ALLOWED);
  const listening = modem.inBackground(
    sockets.listen(port).pipe(catchError(() => of(undefined))),
    (client) => {
      if (client) welcome(modem, client);
    },
  );
  servers.set(SERVER, { port, listening });
  state.ip.state = 'IP PROCESSING';
  return { ...ok(), later: () => modem.urc(ipServerListens, {}, 'result') };
};

export const sim800PeerHandlers: readonly Handler[] = [
  handle(ip.ipResolve, ({ host }, modem) => resolve(modem, host)),
  handle(ip.ipPing, (args, modem) => ping(modem, args)),
  handle(ip.ipServer, ({ on, port }, modem) => serve(modem, on, port)),
];
