import { catchError, defer, EMPTY, map, merge, type Observable, of } from 'rxjs';
import { checkOptions, is } from '../../grammar/checkOptions';
import type { ApnSettings } from '../../dialects/bearerDialect';
import type { PingTry, SocketsDialect } from '../../dialects/socketsDialect';
import type { Modem } from '../../modem/modem';
import type { CommandChannel } from '../../../operators/commandChannel';
import { bracket } from '../../../operators/bracket';
import type { Work } from '../../../operators/work';
import { failWith } from '../../../operators/failWith';
import { checkedAccess } from '../transfer/checkedAccess';
import { namingModel } from '../transfer/namingModel';
import { connectSocket } from './connectSocket';
import { type ListenOptions, listenSocket } from './listenSocket';
import { lostStack, onStack, type Reopening } from './onStack';
import { checkedHost, socketsOf, type SocketOptions, STACK_CHECKS } from './socketOptions';
import type { SocketTransport } from './socketPort';

/** What a question to the network rides on. */
export interface LookupOptions {
  /** APN, user and password of the stack or context, used when it is opened. Default: the modem's own. */
  readonly access?: ApnSettings | undefined;
  /** How long the answer may take, in milliseconds. Default 60,000. */
  readonly withinMs?: number | undefined;
}

/** How a host is pinged. */
export interface PingOptions extends Pick<LookupOptions, 'access'> {
  /** How many tries. Default 4. */
  readonly count?: number | undefined;
  /** How long each try may take, and the time between two, in milliseconds. Default 10,000. */
  readonly eachMs?: number | undefined;
}

const WITHIN_MS = 60_000;
const TRIES = 4;
const EACH_MS = 10_000;
const MAX_TRIES = 100;

/** One question on an open stack. */
const asked = <T>(
  modem: Modem,
  access: ApnSettings,
  ask: (channel: CommandChannel, sockets: SocketsDialect, reopening: Reopening) => Work<T>,
): Observable<T> => {
  const sockets = socketsOf(modem.profile);
  const dialect = sockets.linksFor({ protocol: 'tcp', tls: undefined });
  return modem
    .exclusive('lookup', (channel) =>
      onStack(
        { modem, channel, dialect, access: checkedAccess(access) },
        (lost, reopening) => (leaving) =>
          ask(
            channel,
            sockets,
            reopening,
          )(leaving).pipe(failWith(merge(lost, lostStack({ channel, dialect })))),
      ),
    )
    .pipe(catchError((error: unknown) => namingModel(modem, error)));
};

/**
 * Sockets of a modem: connections that carry any protocol. Each is a `Transport`, as a serial port is: subscribing connects and
 * emits one port, unsubscribing closes.
 *
 *     sockets.tcp(modem, { host: 'example.com', port: 7 }).pipe(
 *       mergeMap((port) => merge(port.write(hello), port.incoming)),
 *     )
 *
 *     > AT+CIPSTART=0,"TCP","example.com",7   < OK   < 0, CONNECT OK
 *     > AT+CIPSEND=0,5   < >   >> hello   < DATA ACCEPT:0,5
 *     < +CIPRXGET: 1,0   > AT+CIPRXGET=2,0,1460   < +CIPRXGET: 2,0,5,0   << hello   < OK
 *
 * What was received waits in the modem until `incoming` has a reader: the reader sets the pace. Several sockets, and other flows,
 * share the line in turns of one window. More sockets than the modem has wait for a free one.
 *
 * Source: SIM800 AT manual V1.09 pages 221–248; A76XX AT manual V1.09 pages 316–352, 431–447.
 */
export const sockets = Object.freeze({
  /**
   * Connects over TCP, with TLS by the modem where `tls` is given.
   *
   * Completes when the far end has closed and everything was read. Fails with `socket` where no connection can be made (`refused`,
   * `name`, `handshake`) or it is lost; `network` where the bearer is lost; `reset` and `closed`; `unsupported` for what the family
   * lacks; `invalid-argument`. A write fails as well, with `mayBeDone` where some of its bytes may have been sent.
   */
  tcp: (modem: Modem, options: SocketOptions): SocketTransport => connectSocket(modem, 'tcp', options),
  /**
   * Sends and receives datagrams: each write is one. The modem does not mark the ends of those that it received: two that came
   * close together may be read as one. Errors are those of `tcp`, and `invalid-argument` for a datagram that is too long.
   */
  udp: (modem: Modem, options: Omit<SocketOptions, 'tls'>): SocketTransport =>
    connectSocket(modem, 'udp', options),
  /** Listens on a port of the modem until unsubscribed; emits each client as a transport. Most mobile networks let no client through. */
  listen: (modem: Modem, options: ListenOptions): Observable<SocketTransport> => listenSocket(modem, options),
  /** Resolves a name with the network's servers; emits its addresses once. Fails with `socket`, problem `name`, where it has none. */
  resolve: (modem: Modem, name: string, options: LookupOptions = {}): Observable<readonly string[]> =>
    defer(() => {
      const { access = {}, withinMs = WITHIN_MS } = checkOptions(options, {
        ...STACK_CHECKS,
        withinMs: is.ms,
      });
      const host = checkedHost(name);
      return asked(
        modem,
        access,
        // Its answer is waited for when the reader leaves: the next question would take it for its own.
        (channel, dialect, reopening) => () => reopening(dialect.resolve(channel, host, withinMs)),
      ).pipe(map((addresses) => Object.freeze([...addresses])));
    }),
  /** Pings a host; emits each try, with the time that the answer took, or without where none came. */
  ping: (modem: Modem, host: string, options: PingOptions = {}): Observable<PingTry> =>
    defer(() => {
      const {
        access = {},
        count = TRIES,
        eachMs = EACH_MS,
      } = checkOptions(options, {
        ...STACK_CHECKS,
        count: is.positive,
        eachMs: is.intervalMs,
      });
      const checked = checkedHost(host);
      const how = { count: Math.min(count, MAX_TRIES), eachMs };
      return asked(modem, access, (channel, { ping, stopPing }, reopening) =>
        bracket(
          of(null),
          () => reopening(ping(channel, checked, how)),
          () => stopPing?.(channel) ?? EMPTY,
        ),
      );
    }),
});
