import { defer, map, merge, NEVER, Observable, of, ReplaySubject, type Subscription } from 'rxjs';
import { checkOptions, checkValue, is } from '../../grammar/checkOptions';
import type { ApnSettings } from '../../dialects/bearerDialect';
import type { LinkClient, LinkDialect, LinkWindow } from '../../dialects/socketsDialect';
import { ModemError } from '../../grammar/errors/modemError';
import type { Modem } from '../../modem/modem';
import type { CommandChannel } from '../../../operators/commandChannel';
import { bracket } from '../../../operators/bracket';
import { windowPace } from '../../../operators/windowPace';
import { checkedAccess } from '../transfer/checkedAccess';
import { linkTableOf } from './linkTable';
import { lostStack, onStack } from './onStack';
import { type LinkEvent, socketLink } from './socketLink';
import { socketsOf, STACK_CHECKS } from './socketOptions';
import type { SocketTransport } from './socketPort';

/** A port that the modem listens on. */
export interface ListenOptions {
  readonly port: number;
  /** APN, user and password of the stack or context, used when it is opened. Default: the modem's own. */
  readonly access?: ApnSettings | undefined;
}

const FULL_MS = 60_000;

/**
 * Listens on a port of the modem when subscribed to; emits each client as a transport: subscribing to it takes the client,
 * unsubscribing closes the connection.
 */
export const listenSocket = (modem: Modem, options: ListenOptions): Observable<SocketTransport> =>
  defer(() => {
    const { access = {} } = checkOptions(options, { ...STACK_CHECKS, port: is.port });
    const port = checkValue(options.port, is.port, 'port');
    const { listen, linksFor } = socketsOf(modem.profile);
    if (!listen)
      throw new ModemError({
        kind: 'unsupported',
        family: modem.profile.title,
        feature: 'listening sockets',
      });
    const dialect = linksFor({ protocol: 'tcp', tls: undefined });
    return modem.exclusive('listening socket', (channel) =>
      onStack({ modem, channel, dialect, access: checkedAccess(access) }, (lost) =>
        bracket(
          of(null),
          () =>
            // It listens until it is left.
            merge(listen.clients(channel, port), lostStack({ channel, dialect }), lost, NEVER).pipe(
              map((client) => clientOf({ modem, channel, dialect, port }, client)),
            ),
          () => listen.stop(channel, port),
        ),
      ),
    );
  });

/** What clients come to. */
interface Listening {
  readonly modem: Modem;
  readonly channel: CommandChannel;
  readonly dialect: LinkDialect;
  readonly port: number;
}

/**
 * A client as a transport. Its link is taken from the moment that the modem reports it, and its news is heard from then on: its
 * first bytes, and its end, may be reported in the same breath. The link may still be read for a client that has just left: what
 * that reading brings from now on is this client's.
 */
const clientOf = (
  { modem, channel: listening, dialect, port }: Listening,
  { link, address }: LinkClient,
): SocketTransport => {
  const table = linkTableOf(modem, dialect);
  const early: LinkWindow[] = [];
  const news = new ReplaySubject<LinkEvent>(Infinity);
  const take = (window: LinkWindow): void => {
    early.push(window);
    news.next({ kind: 'readable' });
  };
  const { client, release } = table.claim(link, { take });
  const hearing = merge(dialect.news(listening, link), table.replaced(link)).subscribe({
    next: (said) => news.next(said),
    error: () => undefined,
  });
  const target = { protocol: 'tcp', host: address, port, tls: undefined } as const;
  return new Observable((reader) => {
    const served = modem.exclusive(`client ${client} of a listening ${dialect.name}`, (channel) =>
      socketLink({
        ...{ channel, dialect, link, target, news, early, fullMs: FULL_MS, connectMs: 0, isConnected: true },
        windows: windowPace('auto', dialect.maxReadBytes),
        confirm: 'modem',
        lost: NEVER,
        inTurn: (work) => work,
        connecting: (work) => work,
      }),
    );
    const serving: Subscription = served.subscribe(reader);
    return () => {
      release();
      hearing.unsubscribe();
      serving.unsubscribe();
    };
  });
};
