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
export const socksClient = (socket: Socket, context: ProxyContext): void => {
  new SocksClient(socket, context).begin();
};

class SocksClient {
  private held = new Uint8Array(0);
  private isGreeted = false;

  constructor(
    private readonly socket: Socket,
    private readonly context: ProxyContext,
  ) {}

  begin(): void {
    this.socket.setTimeout(HANDSHAKE_MS, () => this.socket.destroy());
    this.socket.on('data', this.take);
  }

  private readonly take = (bytes: Uint8Array): void => {
    this.held = Buffer.concat([this.held, bytes]);
    this.isGreeted ||= this.greet();
    if (this.isGreeted) this.ask();
  };

  private greet(): boolean {
    const isFine = this.step(readGreeting);
    if (isFine === undefined) return false;
    this.socket.write(greetingReply(isFine));
    if (!isFine) this.refuse();
    return isFine;
  }

  private ask(): void {
    const { socket } = this;
    const { modem, allows, access } = this.context;
    const request = this.step(readRequest);
    if (!request) return;
    socket.off('data', this.take).pause();
    socket.setTimeout(0);
    if (this.held.length > 0) socket.unshift(this.held);
    if (!allows(request.host, request.port)) return this.refuse('notAllowed');
    tunnel(
      modem,
      socket,
      { ...request, access },
      {
        done: () => socket.write(requestReply('done')),
        failed: ({ socks }) => this.refuse(socks),
      },
    );
  }

  private step<T>(read: (bytes: Uint8Array) => SocksStep<T>): T | undefined {
    const found = read(this.held);
    if (found.kind === 'bad') this.refuse(found.reply);
    if (found.kind !== 'read') return undefined;
    this.held = this.held.slice(found.taken);
    return found.value;
  }

  private refuse(reply?: SocksReply): void {
    this.socket.off('data', this.take);
    this.socket.end(reply === undefined ? new Uint8Array(0) : requestReply(reply));
  }
}
