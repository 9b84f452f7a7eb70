import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Observable } from 'rxjs';
import { checkOptions, is } from '../../grammar/checkOptions';
import type { ApnSettings } from '../../dialects/bearerDialect';
import { ModemError } from '../../grammar/errors/modemError';
import type { Modem } from '../../modem/modem';
import { httpClients } from './httpClient';
import { proxyRules } from './proxyRules';
import { socksClient } from './socksClient';
import { isSocks } from './socksRequest';

/** Where a proxy listens, and what it connects to. */
export interface ServeProxyOptions {
  /** Default `127.0.0.1`: programs on this machine only. */
  readonly host?: string;
  /** 0 is any free one. Default 0. */
  readonly port?: number;
  /** The hosts that it connects to: `example.com`, `example.com:443`, `*.example.com`. Default: every host. */
  readonly allowed?: readonly string[];
  /** APN, user and password of the stack or context. Default: the modem's own. */
  readonly access?: ApnSettings;
}

const CHECKS = {
  host: is.name,
  port: is.either(is.port, is.oneOf(0)),
  allowed: is.listOf(is.name),
  access: { apn: is.text, user: is.text, password: is.text },
};

/**
 * Serves a proxy whose connections are the modem's sockets: HTTP (`CONNECT` and plain requests) and SOCKS5 on one port. Emits its
 * address, `127.0.0.1:8080`, and serves until it is unsubscribed.
 *
 *     serveProxy(modem, { port: 8_080 })        curl -x http://127.0.0.1:8080 https://example.com/
 *                                               curl -x socks5h://127.0.0.1:8080 https://example.com/
 *
 * Connections beyond the modem's links wait. Fails with `port` where it can't listen, and `invalid-argument`.
 */
export const serveProxy = (modem: Modem, options: ServeProxyOptions = {}): Observable<string> =>
  new Observable((subscriber) => {
    const { host = '127.0.0.1', port = 0, allowed, access = {} } = checkOptions(options, CHECKS);
    const context = { modem, allows: proxyRules(allowed), access };
    const http = httpClients(context);
    const open = new Set<Socket>();
    const server = createServer((socket) => {
      open.add(socket);
      socket.on('error', () => undefined).once('close', () => open.delete(socket));
      // The first byte says which protocol it is.
      socket.once('readable', () => {
        const first = socket.read() as Buffer | null;
        if (!first) return;
        socket.unshift(first);
        if (isSocks(first[0] ?? 0)) socksClient(socket, context);
        else http.emit('connection', socket);
      });
    });
    server.on('error', ({ message }) =>
      subscriber.error(new ModemError({ kind: 'port', where: `tcp://${host}:${port}`, problem: message })),
    );
    server.listen(port, host, () => {
      const { port: chosen } = server.address() as AddressInfo;
      subscriber.next(`${host.includes(':') ? `[${host}]` : host}:${chosen}`);
    });
    return () => {
      server.close();
      http.emit('close');
      for (const socket of open) socket.destroy();
    };
  });
