import type { Socket } from 'node:net';
import type { ProxyContext } from './proxyContext';
import {
  greetingReply,
  readGreeting,
  readRequest,
  requestReply,
  type SocksReply,
  type SocksStep,
} from './socksRequest';
import { tunnel } from './tunnel';

/** How long a client may take for its greeting and its request. */
const HANDSHAKE_MS = 30_000;

/**
 * Serves one SOCKS5 client (RFC 1928): no password, CONNECT only.
 *
 *     > 05 01 00                    < 05 00
 *     > 05 01 00 03 … 01 bb         < 05 00 00 01 00 00 00 00 00 00      then bytes both ways
 */
export const socksClient = (socket: Socket, { modem, allows, access }: ProxyContext): void => {
  let held = new Uint8Array(0);
  let isGreeted = false;
  socket.setTimeout(HANDSHAKE_MS, () => socket.destroy());
  const refuse = (reply?: SocksReply): void => {
    socket.off('data', take);
    socket.end(reply === undefined ? new Uint8Array(0) : requestReply(reply));
  };
  const step = <T>(read: (bytes: Uint8Array) => SocksStep<T>): T | undefined => {
    const found = read(held);
    if (found.kind === 'bad') refuse(found.reply);
    if (found.kind !== 'read') return undefined;
    held = held.slice(found.taken);
    return found.value;
  };
  const greet = (): boolean => {
    const isFine = step(readGreeting);
    if (isFine === undefined) return false;
    socket.write(greetingReply(isFine));
    if (!isFine) refuse();
    return isFine;
  };
  const ask = (): void => {
    const request = step(readRequest);
    if (!request) return;
    socket.off('data', take).pause();
    socket.setTimeout(0);
    if (held.length > 0) socket.unshift(held);
    if (!allows(request.host, request.port)) return refuse('notAllowed');
    tunnel(
      modem,
      socket,
      { ...request, access },
      {
        done: () => socket.write(requestReply('done')),
        failed: ({ socks }) => refuse(socks),
      },
    );
  };
  const take = (bytes: Uint8Array): void => {
    held = Buffer.concat([held, bytes]);
    isGreeted ||= greet();
    if (isGreeted) ask();
  };
  socket.on('data', take);
};
