import {
  concat,
  concatMap,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  range,
  scan,
  throwError,
  timer,
} from 'rxjs';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { ListenDialect, PingTry, SocketsDialect } from '../../../dialects/socketsDialect';
import { inOrder } from '../../../dialects/steps/inOrder';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { optionally } from '../../../dialects/steps/optionally';
import { ModemError } from '../../../grammar/errors/modemError';
import type { Token } from '../../../wire/token';
import { lateResult } from '../../../../operators/lateResult';
import { ofUrc } from '../../../../operators/ofUrc';
import { lackOfTls } from '../http/quectelTls';
import { QUECTEL_CONTEXT } from '../network/quectelBearer';
import {
  quectelPing,
  quectelPingDone,
  quectelPingFailed,
  quectelPingReplied,
  quectelResolve,
  quectelResolved,
  quectelResolvedAddress,
} from './quectelLookupCommands';
import { isNoNetwork } from './quectelLink';
import { QUECTEL_LISTENER, quectelLinks } from './quectelLinks';
import {
  quectelClientArrived,
  quectelClose,
  quectelLinkState,
  quectelOpen,
  quectelOpened,
} from './quectelSocketCommands';
import { quectelTlsLinks } from './quectelTlsLinks';

const context = QUECTEL_CONTEXT;

/** What a name resolves to, so far: the first line counts the addresses, which follow one by one. */
interface Resolved {
  readonly code: number;
  readonly wanted: number;
  readonly addresses: readonly string[];
}

const NOTHING: Resolved = { code: 0, wanted: Infinity, addresses: [] };

const resolvedIn = (urcs: Observable<Token>): Observable<Resolved> =>
  merge(
    urcs.pipe(
      ofUrc(quectelResolved),
      map(({ code, count = 1 }) => (): Resolved => ({ code, wanted: count, addresses: [] })),
    ),
    urcs.pipe(
      ofUrc(quectelResolvedAddress),
      map(({ address }) => (so: Resolved): Resolved => ({ ...so, addresses: [...so.addresses, address] })),
    ),
  ).pipe(
    scan((so, next) => next(so), NOTHING),
    filter(({ code, wanted, addresses }) => code !== 0 || addresses.length >= wanted),
  );

/** The code of a lookup while an earlier one is still under way. */
const NAME_BUSY = 564;

/** Looks a name up, again if no result comes. A modem that is still at work refuses the second lookup, or gives it the code 564. */
const resolve: SocketsDialect['resolve'] = (channel, host, withinMs) =>
  defer(() => {
    const command = quectelResolve({ context, host });
    let wasAskedAgain = false;
    const recall = () => {
      wasAskedAgain = true;
      return optionally(channel, command).pipe(map((asked) => (asked ? 'running' : 'unknown')));
    };
    return lateResult<Resolved>(channel, command, {
      ...{ urc: resolvedIn, withinMs, recall },
      fits: ({ code }) => !wasAskedAgain || code !== NAME_BUSY,
    });
  }).pipe(
    map(({ code, addresses }) => {
      if (code === 0) return addresses;
      const seen = quectelResolved.form.write({ code });
      throw noAnswer(host, code, seen);
    }),
  );

/** What a code in place of an address means. */
const noAnswer = (host: string, code: number, seen: string): ModemError =>
  isNoNetwork(code)
    ? new ModemError({ kind: 'network', step: 'name server', seen })
    : new ModemError({ kind: 'socket', where: host, problem: 'name', seen });

/** The code of an echo request without a reply. */
const NO_REPLY = 569;
/** How much longer than its limit one try may take, in milliseconds. */
const SLACK_MS = 15_000;
const MAX_SECONDS = 255;

/** What came of one echo request. */
type Tried = Pick<PingTry, 'tookMs' | 'address'> & { readonly code?: number };

const UNANSWERED: Tried = { tookMs: undefined };

/** The summary behind a reply stands for it: the reply itself may have come before the command's `OK`. */
const triedIn = (urcs: Observable<Token>): Observable<Tried> =>
  merge(
    urcs.pipe(
      ofUrc(quectelPingReplied),
      map(({ address, roundTripMs }) => (): Tried => ({ tookMs: roundTripMs, address })),
    ),
    urcs.pipe(
      ofUrc(quectelPingDone),
      map(
        ({ received }) =>
          (last: Tried): Tried =>
            received > 0 ? last : UNANSWERED,
      ),
    ),
    urcs.pipe(
      ofUrc(quectelPingFailed),
      map(({ code }) => (): Tried => ({ tookMs: undefined, code })),
    ),
  ).pipe(scan((last, next) => next(last), UNANSWERED));

/** Each try is a command of its own, so that others come in between. */
const ping: SocketsDialect['ping'] = (channel, host, { count, eachMs }) => {
  const seconds = Math.max(1, Math.min(MAX_SECONDS, Math.ceil(eachMs / 1_000)));
  const command = quectelPing({ context, host, seconds, count: 1 });
  const withinMs = seconds * 1_000 + SLACK_MS;
  const once = (sequence: number): Observable<PingTry> =>
    lateResult<Tried>(channel, command, { urc: triedIn, withinMs }).pipe(
      map(({ code = NO_REPLY, ...tried }) => {
        if (tried.address === undefined && code !== NO_REPLY) {
          throw noAnswer(host, code, quectelPingFailed.form.write({ code }));
        }
        return Object.freeze({ sequence, ...tried });
      }),
    );
  return range(1, count).pipe(
    concatMap((sequence) =>
      concat(
        sequence === 1 ? EMPTY : timer(eachMs).pipe(ignoreElements()),
        defer(() => once(sequence)),
      ),
    ),
  );
};

/** How long the modem may take to open a listening port, in milliseconds. */
const LISTEN_MS = 30_000;
/** The state of a listening port in `+QISTATE`. */
const LISTENING = 3;

/** Asks about a listening port whose result does not come: `> AT+QISTATE=1,11  < +QISTATE: 11,"TCP LISTENER",…,3,…`, it is open. */
const recallListening = (channel: CommandChannel) =>
  optionally(channel, quectelLinkState({ query: 1, link: QUECTEL_LISTENER })).pipe(
    map((answer) =>
      answer?.values.some(({ state }) => state === LISTENING)
        ? { values: { link: QUECTEL_LISTENER, code: 0 } }
        : ('unknown' as const),
    ),
  );

const listen: ListenDialect = {
  clients: (channel, port) =>
    merge(
      channel.urcs.pipe(
        ofUrc(quectelClientArrived),
        filter(({ server }) => server === QUECTEL_LISTENER),
        map(({ link, address }) => ({ link, address })),
      ),
      lateResult(
        channel,
        quectelOpen({
          ...{ context, link: QUECTEL_LISTENER, protocol: 'TCP LISTENER', host: '127.0.0.1' },
          ...{ port: 0, localPort: port, mode: 0 },
        }),
        {
          ...{ urc: quectelOpened, withinMs: LISTEN_MS, recall: () => recallListening(channel) },
          fits: ({ link }) => link === QUECTEL_LISTENER,
        },
      ).pipe(
        mergeMap((said) => {
          if (said.code === 0) return EMPTY;
          const seen = quectelOpened.form.write(said);
          return throwError(() => new ModemError({ kind: 'network', step: 'listening socket', seen }));
        }),
      ),
    ),
  stop: (channel) =>
    inOrder(channel, quectelClose({ link: QUECTEL_LISTENER, seconds: 0 })).pipe(onRefusal(() => EMPTY)),
};

/**
 * Sockets of Quectel's LTE modems: eleven plain ones, and TLS with the modem's certificates.
 *
 * Source: BG96 TCP/IP AT Commands Manual V1.0 chapter 2; BG96 SSL AT Commands Manual V1.0.
 */
export const quectelSockets: SocketsDialect = {
  lacks: ({ protocol, tls }) => {
    if (!tls) return undefined;
    return protocol === 'udp' ? 'TLS over UDP' : lackOfTls(tls);
  },
  linksFor: ({ tls }) => (tls ? quectelTlsLinks : quectelLinks),
  resolve,
  ping,
  listen,
};
