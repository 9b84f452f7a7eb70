import type { Duplex } from 'node:stream';
import { sockets } from '../../flows/sockets/sockets';
import type { SocketOptions } from '../../flows/sockets/socketOptions';
import { ModemError } from '../../grammar/errors/modemError';
import type { Modem } from '../../modem/modem';
import { duplexOf } from '../duplexOf';
import type { SocksReply } from './socksRequest';

/** How a client hears that its connection is there, or why it is not. */
export interface TunnelReplies {
  readonly done: () => void;
  readonly failed: (failure: TunnelFailure) => void;
}

/** Why a connection is not there, in the words of both protocols. */
export interface TunnelFailure {
  readonly status: 403 | 502 | 504;
  readonly socks: SocksReply;
  readonly message: string;
}

const PROBLEMS: Readonly<Record<string, SocksReply>> = {
  refused: 'refused',
  name: 'hostUnreachable',
  network: 'networkUnreachable',
};

/** What a failure means for a client of the proxy. */
export const tunnelFailure = (error: unknown): TunnelFailure => {
  const reason = error instanceof ModemError ? error.reason : undefined;
  const problem = reason?.kind === 'socket' ? reason.problem : (reason?.kind ?? '');
  return {
    status: reason?.kind === 'timeout' ? 504 : 502,
    socks: PROBLEMS[problem] ?? 'failed',
    message: error instanceof Error ? error.message : String(error),
  };
};

/** Connects a client to a far end through the modem, and carries bytes both ways until one of them closes. */
export const tunnel = (modem: Modem, client: Duplex, target: SocketOptions, replies: TunnelReplies): void => {
  const stream = duplexOf(sockets.tcp(modem, target));
  let isConnected = false;
  stream.once('connect', () => {
    isConnected = true;
    replies.done();
    stream.pipe(client);
    client.pipe(stream);
  });
  stream.on('error', (error) => {
    if (isConnected) client.destroy();
    else replies.failed(tunnelFailure(error));
  });
  client.on('error', () => stream.destroy());
  client.once('close', () => stream.destroy());
};
