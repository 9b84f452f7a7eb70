import { ModemError } from '../../grammar/errors/modemError';
import type { SocketProblem } from '../../grammar/errors/reason';
import type { SocketTarget } from '../socketsDialect';

/** What a socket is called in errors: `tcp://example.com:80`. */
export const socketName = ({
  protocol,
  host,
  port,
}: Pick<SocketTarget, 'protocol' | 'host' | 'port'>): string =>
  `${protocol}://${host.includes(':') ? `[${host}]` : host}:${port}`;

/** Makes the failure of a socket; `seen` are the modem's own words. */
export const socketFailure = (
  target: Pick<SocketTarget, 'protocol' | 'host' | 'port'>,
  problem: SocketProblem,
  seen: string,
  more: { readonly isReplaced?: true } = {},
): ModemError => new ModemError({ kind: 'socket', where: socketName(target), problem, seen, ...more });
