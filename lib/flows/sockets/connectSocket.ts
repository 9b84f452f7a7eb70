import {
  catchError,
  defer,
  dematerialize,
  materialize,
  merge,
  mergeMap,
  NEVER,
  type Observable,
  switchMap,
  takeUntil,
  tap,
  throwError,
} from 'rxjs';
import type { SocketTarget } from '../../dialects/socketsDialect';
import type { Modem } from '../../modem/modem';
import type { Work } from '../../../operators/work';
import { namingModel } from '../transfer/namingModel';
import { type LinkLease, type LinkTable, linkTableOf } from './linkTable';
import { isReplaced } from './linkWindows';
import { onStack } from './onStack';
import { socketLink, type SocketLink } from './socketLink';
import { checkedSocket, type SocketOptions, socketsOf } from './socketOptions';
import type { SocketPort, SocketTransport } from './socketPort';

/** Connects a socket when subscribed to: waits for a free link, opens the stack, connects, emits the port. */
export const connectSocket = (
  modem: Modem,
  protocol: SocketTarget['protocol'],
  options: SocketOptions,
): SocketTransport =>
  defer(() => {
    const { dialect, access, ...socket } = checkedSocket(modem.profile, protocol, options);
    const table = linkTableOf(modem, dialect);
    return withLink(table, ({ link, replaced }) =>
      modem.exclusive(`${dialect.name} ${link}`, (channel) => {
        const use = { modem, channel, dialect, access };
        const inTurn = <T>(work: Observable<T>): Observable<T> => table.turn(() => work)(NEVER);
        return onStack(use, (lost, connecting) => {
          const news = merge(dialect.news(channel, link), replaced);
          const parts = { ...socket, channel, dialect, link, news, inTurn, connecting, lost };
          return dialect.needsAddress?.(socket.target) ? addressed(modem, parts) : socketLink(parts);
        });
      }),
    );
  }).pipe(catchError((error: unknown) => namingModel(modem, error)));

/** Uses a free link, and another one where the modem gives it to a client first; waits for one where all are in use. */
const withLink = (table: LinkTable, use: (lease: LinkLease) => Observable<SocketPort>): SocketTransport => {
  let isConnected = false;
  // The place of a link is held until its socket ends: its end completes the whole.
  return table.take.pipe(
    switchMap((lease) => use(lease).pipe(materialize())),
    dematerialize(),
    tap(() => (isConnected = true)),
    catchError((error: unknown) =>
      isReplaced(error) && !isConnected ? withLink(table, use) : throwError(() => error),
    ),
  );
};

/** An IPv4 address. */
const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** Resolves the name first. */
const addressed =
  (modem: Modem, parts: SocketLink): Work<SocketPort> =>
  (leaving) => {
    const { channel, target, connectMs } = parts;
    if (ADDRESS.test(target.host)) return socketLink(parts)(leaving);
    return parts.connecting(socketsOf(modem.profile).resolve(channel, target.host, connectMs)).pipe(
      // eslint-disable-next-line rxjs-x/no-unsafe-takeuntil -- work that has begun ends in its own way
      takeUntil(leaving),
      mergeMap(([host = target.host]) => socketLink({ ...parts, target: { ...target, host } })(leaving)),
    );
  };
