import { catchError, defer, NEVER, Observable } from 'rxjs';
import type { SocketTarget } from '../../dialects/socketsDialect';
import type { Modem } from '../../modem/modem';
import { namingModel } from '../transfer/namingModel';
import { type LinkTable, linkTableOf } from './linkTable';
import { onStack, reopening } from './onStack';
import { socketLink } from './socketLink';
import { checkedSocket, type SocketOptions } from './socketOptions';
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
    const isAlone = (): boolean => table.used() === 1;
    return withLink(table, (link) =>
      modem.exclusive(`${dialect.name} ${link}`, (channel) => {
        const use = { modem, channel, dialect, access };
        const inTurn = <T>(work: Observable<T>): Observable<T> => table.turn(() => work)(NEVER);
        const connecting = reopening(use, isAlone);
        return onStack(use, socketLink({ ...socket, channel, dialect, link, inTurn, connecting }));
      }),
    );
  }).pipe(catchError((error: unknown) => namingModel(modem, error)));

/** Uses a free link; waits for one where all are in use. */
const withLink = (table: LinkTable, use: (link: number) => Observable<SocketPort>): SocketTransport =>
  new Observable((reader) => {
    reader.add(table.take.subscribe((link) => reader.add(use(link).subscribe(reader))));
  });
