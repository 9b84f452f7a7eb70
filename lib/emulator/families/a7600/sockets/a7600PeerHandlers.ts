import { catchError, concat, defer, delay, map, type Observable, of, switchMap, tap, timeout } from 'rxjs';
import * as net from '../../../../families/a7600/sockets/a7600SocketCommands';
import {
  hostNotResolved,
  pingDone,
  pingLost,
  pingReplied,
} from '../../../../families/a7600/sockets/a7600SocketUrcs';
import { handle, type HandlerContext, type Handler } from '../../../core/handler';
import { ok, refused, type Reply } from '../../../core/reply';
import { answerLine } from '../../../core/utterance';
import type { Echo } from '../../../origins/socketOrigin';
import { echoFrom } from '../../standard/sockets/echoFrom';
import { inTrouble, refusedAs } from './a7600Links';

/** Names and echo requests: A76XX AT manual V1.09 pages 314–316 and 346–347. */

const RESOLVE_MS = 60_000;
/** How long a name without an address takes. */
const UNKNOWN_MS = 6_000;
const NO_ADDRESS = 10;
const DEFAULT = { count: 4, size: 64, everyMs: 1_000, waitMs: 10_000 };

/** The answer comes before OK. */
const resolve = (modem: HandlerContext, host: string): Reply | Observable<Reply> => {
  if (!modem.state.sockets.isOpen) return inTrouble(modem, 'Network not opened');
  return modem.sockets.resolve(host).pipe(
    timeout(RESOLVE_MS),
    map(([address = '', other]) =>
      ok(answerLine(net.hostResolve, { host, address, ...(other === undefined ? {} : { other }) })),
    ),
    catchError(() => of(refusedAs(hostNotResolved.form.write({ code: NO_ADDRESS }))).pipe(delay(UNKNOWN_MS))),
  );
};

const ping = (modem: HandlerContext, args: Parameters<typeof net.hostPing>[0]): Reply => {
  const { sockets } = modem.state;
  if (!sockets.isOpen || sockets.pinging?.closed === false) return refused();
  const { host, count = DEFAULT.count, size = DEFAULT.size } = args;
  const { everyMs = DEFAULT.everyMs, waitMs = DEFAULT.waitMs } = args;
  const times: number[] = [];
  const once = (address: string): Observable<Echo | undefined> =>
    echoFrom(modem, address, { sizeBytes: size, waitMs }).pipe(
      tap((echo) => {
        if (!echo) return modem.urc(pingLost, {});
        times.push(echo.roundTripMs);
        return modem.urc(pingReplied, { address, size, roundTripMs: echo.roundTripMs, ttl: echo.ttl });
      }),
    );
  const requests = (address: string) =>
    Array.from({ length: count }, (_, at) =>
      at === 0
        ? defer(() => once(address))
        : of(undefined).pipe(
            delay(everyMs),
            switchMap(() => once(address)),
          ),
    );
  const run = modem.sockets.resolve(host).pipe(
    timeout(RESOLVE_MS),
    switchMap(([address = host]) => concat(...requests(address))),
    catchError(() => of(undefined)),
  );
  const finish = (): void => summary(modem, count, times);
  return {
    ...ok(),
    later: () => {
      sockets.pinging = modem.inBackground(run.pipe(tap({ complete: finish })), () => undefined);
    },
  };
};

const summary = (modem: HandlerContext, sent: number, times: readonly number[]): void => {
  const received = times.length;
  const measured =
    received === 0
      ? { minMs: 0, maxMs: 0, meanMs: 0 }
      : {
          minMs: Math.min(...times),
          maxMs: Math.max(...times),
          meanMs: Math.round(times.reduce((sum, time) => sum + time, 0) / received),
        };
  modem.urc(pingDone, { sent, received, lost: sent - received, ...measured }, 'result');
};

export const a7600PeerHandlers: readonly Handler[] = [
  handle(net.hostResolve, ({ host }, modem) => resolve(modem, host)),
  handle(net.hostPing, (args, modem) => ping(modem, args)),
  handle(net.hostPingStop, (_, { state: { sockets } }) => {
    sockets.pinging?.unsubscribe();
    return ok();
  }),
];
