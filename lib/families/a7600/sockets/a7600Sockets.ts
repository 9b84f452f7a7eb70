import { EMPTY, filter, map, merge, mergeMap, takeWhile, throwError, timer, using } from 'rxjs';
import { hostPing, hostPingStop, hostResolve, serverStart, serverStop } from './a7600SocketCommands';
import {
  clientArrived,
  hostNotResolved,
  pingDone,
  pingLost,
  pingReplied,
  serverStopped,
} from './a7600SocketUrcs';
import { a7600SocketResult, codesOf } from './a7600SocketResult';
import { a7600Links } from './a7600Links';
import { a7600TlsLinks } from './a7600TlsLinks';
import type { ListenDialect, PingTry, SocketsDialect } from '../../../dialects/socketsDialect';
import { inOrder } from '../../../dialects/steps/inOrder';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { ModemError } from '../../../grammar/errors/modemError';
import { ofUrc } from '../../../../operators/ofUrc';

const resolve: SocketsDialect['resolve'] = (channel, host, withinMs) => {
  const heard: { seen?: string } = {};
  const listen = () =>
    channel.urcs.pipe(ofUrc(hostNotResolved)).subscribe({
      next: (said) => (heard.seen = hostNotResolved.form.write(said)),
      error: () => undefined,
    });
  const asked = channel.send({ ...hostResolve({ host }), timeoutMs: withinMs }).pipe(
    map(({ values }) =>
      values.flatMap(({ address, other }) => [
        address,
        ...(other === undefined || other === '' ? [] : [other]),
      ]),
    ),
    onRefusal((error) =>
      throwError(() => {
        const { seen } = heard;
        return seen === undefined
          ? error
          : new ModemError({ kind: 'socket', where: host, problem: 'name', seen });
      }),
    ),
  );
  return using(listen, () => asked);
};

const PING_BYTES = 64;
const MIN_WAIT_MS = 10_000;
const MAX_WAIT_MS = 100_000;
/** How much longer than its tries a ping may take. */
const SLACK_MS = 15_000;

type Seen = PingTry | 'done';

const ping: SocketsDialect['ping'] = (channel, host, { count, eachMs }) => {
  const everyMs = Math.max(1_000, Math.min(10_000, eachMs));
  const waitMs = Math.max(MIN_WAIT_MS, Math.min(MAX_WAIT_MS, eachMs));
  const replies = merge(
    channel.urcs.pipe(
      ofUrc(pingReplied),
      map(({ address, roundTripMs }) => ({ tookMs: roundTripMs, address })),
    ),
    channel.urcs.pipe(
      ofUrc(pingLost),
      map(() => ({ tookMs: undefined })),
    ),
  ).pipe(map((one, index): Seen => Object.freeze({ sequence: index + 1, ...one })));
  const done = channel.urcs.pipe(
    ofUrc(pingDone),
    map((): Seen => 'done'),
  );
  const limitMs = count * (everyMs + waitMs) + SLACK_MS;
  const command = hostPing({ host, type: 1, count, size: PING_BYTES, everyMs, waitMs, ttl: 255 });
  const late = (): ModemError =>
    new ModemError({ kind: 'timeout', phase: 'result', waitedMs: limitMs, command: command.redacted });
  return merge(
    replies,
    done,
    inOrder(channel, command),
    timer(limitMs).pipe(mergeMap(() => throwError(late))),
  ).pipe(
    takeWhile((seen) => seen !== 'done'),
    filter((seen) => typeof seen === 'object'),
  );
};

/** The listening port of the modem that is used. */
const SERVER = 0;
const STOP_MS = 20_000;

const listen: ListenDialect = {
  clients: (channel, port) =>
    merge(
      channel.urcs.pipe(
        ofUrc(clientArrived),
        filter(({ server }) => server === SERVER),
        map(({ link, address }) => ({ link, address })),
      ),
      inOrder(channel, serverStart({ port, server: SERVER })),
    ),
  stop: (channel) =>
    a7600SocketResult(channel, serverStop({ server: SERVER }), {
      results: codesOf(serverStopped),
      withinMs: STOP_MS,
      mayBeEarly: true,
    }).pipe(
      mergeMap(() => EMPTY),
      onRefusal(() => EMPTY),
    ),
};

/**
 * Sockets of an A76XX and a SIM7600: ten plain ones, and two of TLS with the contexts that HTTPS uses.
 *
 * Source: A76XX AT manual V1.09 pages 316–352, 422–447.
 */
export const a7600Sockets: SocketsDialect = {
  lacks: ({ protocol, tls }) => {
    if (!tls) return undefined;
    if (protocol === 'udp') return 'TLS over UDP';
    return tls.verify === true && tls.ca === undefined
      ? 'verification without a certificate of a CA'
      : undefined;
  },
  linksFor: ({ tls }) => (tls ? a7600TlsLinks : a7600Links),
  resolve,
  ping,
  stopPing: (channel) => inOrder(channel, hostPingStop()).pipe(onRefusal(() => EMPTY)),
  listen,
};
