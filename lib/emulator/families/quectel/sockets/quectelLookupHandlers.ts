import {
  catchError,
  concat,
  concatMap,
  delay,
  ignoreElements,
  map,
  of,
  range,
  switchMap,
  tap,
  timeout,
  timer,
} from 'rxjs';
import * as lookup from '../../../../families/quectel/sockets/quectelLookupCommands';
import { handle, type Handler, type HandlerContext } from '../../../core/handler';
import { ok, refused, type Reply } from '../../../core/reply';
import { echoFrom } from '../../standard/sockets/echoFrom';
import { isActive, QUECTEL_SOCKET_CODES } from './quectelLinkReports';

/** Names and echo requests: BG96 TCP/IP manual V1.0 pages 33–37. */

const RESOLVE_MS = 60_000;
const TTL_SECONDS = 600;
const SIZE_BYTES = 32;
const PAUSE_MS = 1_000;
const DEFAULT = { seconds: 4, count: 4 };

const resolve = (modem: HandlerContext, context: number, host: string): Reply => {
  if (!isActive(modem, context)) return refused();
  const found = modem.sockets.resolve(host).pipe(
    timeout(RESOLVE_MS),
    catchError(() => of([])),
  );
  const report = (addresses: readonly string[]): void => {
    const { length: count } = addresses;
    if (count === 0) return modem.urc(lookup.quectelResolved, { code: QUECTEL_SOCKET_CODES.dns }, 'result');
    modem.urc(lookup.quectelResolved, { code: 0, count, seconds: TTL_SECONDS }, 'result');
    for (const address of addresses) modem.urc(lookup.quectelResolvedAddress, { address }, 'result');
    return undefined;
  };
  return { ...ok(), later: () => modem.inBackground(found, report) };
};

const ping = (modem: HandlerContext, args: Parameters<typeof lookup.quectelPing>[0]): Reply => {
  const { context, host, seconds = DEFAULT.seconds, count = DEFAULT.count } = args;
  if (!isActive(modem, context)) return refused();
  const times: number[] = [];
  const once = (address: string) =>
    echoFrom(modem, address, { sizeBytes: SIZE_BYTES, waitMs: seconds * 1_000 }).pipe(
      tap((echo) => {
        if (!echo) return modem.urc(lookup.quectelPingFailed, { code: QUECTEL_SOCKET_CODES.noReply });
        times.push(echo.roundTripMs);
        const { roundTripMs, ttl } = echo;
        return modem.urc(lookup.quectelPingReplied, { address, size: SIZE_BYTES, roundTripMs, ttl });
      }),
    );
  const run = modem.sockets.resolve(host).pipe(
    timeout(RESOLVE_MS),
    map(([address = host]) => address),
    switchMap((address) =>
      concat(
        range(0, count).pipe(
          concatMap((at) =>
            at === 0 ? once(address) : timer(PAUSE_MS).pipe(switchMap(() => once(address))),
          ),
          ignoreElements(),
        ),
        of('done'),
      ),
    ),
    catchError(() => of('unknown').pipe(delay(0))),
  );
  const finish = (how: string): void =>
    how === 'done'
      ? summary(modem, count, times)
      : modem.urc(lookup.quectelPingFailed, { code: QUECTEL_SOCKET_CODES.dns }, 'result');
  return { ...ok(), later: () => modem.inBackground(run, finish) };
};

const summary = (modem: HandlerContext, sent: number, times: readonly number[]): void => {
  const { length: received } = times;
  const sum = times.reduce((total, time) => total + time, 0);
  modem.urc(
    lookup.quectelPingDone,
    {
      ...{ sent, received, lost: sent - received },
      minMs: received === 0 ? 0 : Math.min(...times),
      maxMs: received === 0 ? 0 : Math.max(...times),
      meanMs: received === 0 ? 0 : Math.round(sum / received),
    },
    'result',
  );
};

export const quectelLookupHandlers: readonly Handler[] = [
  handle(lookup.quectelResolve, ({ context, host }, modem) => resolve(modem, context, host)),
  handle(lookup.quectelPing, (args, modem) => ping(modem, args)),
];
