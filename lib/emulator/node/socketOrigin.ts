import { execFile } from 'node:child_process';
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { lookup } from 'node:dns';
import { createServer, connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, checkServerIdentity, type ConnectionOptions } from 'node:tls';
import { Observable, switchMap } from 'rxjs';
import { pausable } from '../origins/pausable';
import {
  type Datagram,
  type DatagramPort,
  type Echo,
  type SocketAddress,
  type SocketClient,
  SocketFailure,
  type SocketFailureKind,
  type SocketOrigin,
  type SocketStream,
  type SocketTarget,
} from '../origins/socketOrigin';

/** Options of the connection to the real network. */
export interface SocketOriginOptions {
  /** Names that are resolved here, before DNS: `{ 'mqtt.example': '127.0.0.1' }`. */
  readonly hosts?: Readonly<Record<string, string>>;
  /** The address that listening ports of the modem are opened on. Default 127.0.0.1. */
  readonly listenOn?: string;
}

/** As TCP segments of a mobile network: a modem never receives more at once. */
const SEGMENT_BYTES = 1_460;
/** How long one run of `ping` may take. */
const PING_MS = 60_000;

/** Node's error codes that say more than that the network failed. */
const KINDS: readonly (readonly [RegExp, SocketFailureKind])[] = [
  [/^(?:ENOTFOUND|EAI_)/, 'dns'],
  [/^(?:ECONNREFUSED)/, 'refused'],
  [/^ETIMEDOUT/, 'timeout'],
  [/^(?:ERR_TLS|ERR_SSL|EPROTO|CERT_|UNABLE_|SELF_SIGNED|DEPTH_ZERO)/, 'tls'],
  [/^(?:ECONNRESET|EPIPE)/, 'reset'],
];

const failureOf = (error: unknown): SocketFailure => {
  const code = String((error as NodeJS.ErrnoException).code ?? '');
  return new SocketFailure(KINDS.find(([known]) => known.test(code))?.[1] ?? 'network');
};

const resolving =
  (hosts: Readonly<Record<string, string>>) =>
  (host: string): Observable<readonly string[]> =>
    new Observable((out) => {
      const known = Object.hasOwn(hosts, host) ? hosts[host] : undefined;
      if (known !== undefined || isIP(host) !== 0) {
        out.next([known ?? host]);
        out.complete();
        return;
      }
      lookup(host, { all: true, family: 4 }, (error, found) => {
        if (error) return out.error(failureOf(error));
        out.next(found.map(({ address }) => address));
        return out.complete();
      });
      return undefined;
    });

const segmentsOf = (socket: Socket): Observable<Uint8Array> =>
  new Observable((out) => {
    socket.on('data', (chunk) => {
      const bytes = new Uint8Array(chunk as Buffer);
      for (let at = 0; at < bytes.length; at += SEGMENT_BYTES)
        out.next(bytes.subarray(at, at + SEGMENT_BYTES));
    });
    socket.on('end', () => out.complete());
    socket.on('error', (error) => out.error(failureOf(error)));
    socket.on('close', () => out.error(new SocketFailure('reset')));
  });

const streamOf = (socket: Socket, remote: SocketAddress): SocketStream => {
  const { values, flow } = pausable(segmentsOf(socket));
  return {
    remote,
    incoming: values,
    flow: (isOpen) => {
      if (!isOpen) socket.pause();
      flow(isOpen);
      if (isOpen) socket.resume();
    },
    write: (bytes) =>
      new Observable((out) => {
        socket.write(bytes, (error) => (error ? out.error(failureOf(error)) : out.complete()));
      }),
  };
};

/** Sends what was written, and a FIN; what still comes is dropped. */
const hangUp = (socket: Socket): void => {
  socket.on('error', () => socket.destroy());
  socket.resume();
  socket.destroySoon();
};

const pem = (bytes: Uint8Array | undefined): string | undefined =>
  bytes && Buffer.from(bytes).toString('latin1');

/** TLS as the modem was configured; the name is checked, wherever it leads. */
const tlsOptions = ({ host, tls }: SocketTarget): ConnectionOptions => ({
  rejectUnauthorized: tls?.verifies ?? false,
  checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate),
  ...(tls?.authority && { ca: pem(tls.authority) }),
  ...(tls?.clientCertificate && { cert: pem(tls.clientCertificate) }),
  ...(tls?.clientKey && { key: pem(tls.clientKey) }),
  ...(tls?.namesServer && isIP(host) === 0 && { servername: host }),
});

const connecting = (target: SocketTarget, address: string): Observable<SocketStream> =>
  new Observable((out) => {
    const { port, tls } = target;
    const remote = { address, port };
    const open = (): void => out.next(streamOf(socket, remote));
    const socket: Socket = tls
      ? connectTls({ host: address, port, ...tlsOptions(target) }, open)
      : connectTcp({ host: address, port }, open);
    socket.setNoDelay(true);
    socket.on('error', (error) => out.error(failureOf(error)));
    return () => hangUp(socket);
  });

const bound = (port: number, resolve: SocketOrigin['resolve']): Observable<DatagramPort> =>
  new Observable((out) => {
    const socket: UdpSocket = createSocket('udp4');
    const incoming = new Observable<Datagram>((reader) => {
      const take = (bytes: Uint8Array, from: { address: string; port: number }): void =>
        reader.next({ address: from.address, port: from.port, bytes: new Uint8Array(bytes) });
      socket.on('message', take);
      return () => socket.off('message', take);
    });
    const send: DatagramPort['send'] = (bytes, to) =>
      resolve(to.host).pipe(
        switchMap(
          ([address]) =>
            new Observable<never>((sent) =>
              socket.send(bytes, to.port, address, (error) =>
                error ? sent.error(failureOf(error)) : sent.complete(),
              ),
            ),
        ),
      );
    socket.on('error', (error) => out.error(failureOf(error)));
    socket.bind(port, () => out.next({ incoming, send }));
    return () => void socket.close();
  });

const clientOf = (socket: Socket): SocketClient => {
  const remote = { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 };
  return {
    remote,
    accepted: new Observable((out) => {
      out.next(streamOf(socket, remote));
      return () => hangUp(socket);
    }),
    reject: () => void socket.destroy(),
  };
};

const listening = (port: number, host: string): Observable<SocketClient> =>
  new Observable((out) => {
    const server = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => {
      out.next(clientOf(socket));
      socket.resume();
    });
    server.on('error', (error) => out.error(failureOf(error)));
    server.listen(port, host);
    return () => void server.close();
  });

/** One echo request by the `ping` of this machine; no reply where there is none. */
const pinging = (address: string, sizeBytes: number): Observable<Echo> =>
  new Observable((out) => {
    const asked = ['-n', '-c', '1', '-s', String(sizeBytes), address];
    const run = execFile('ping', asked, { timeout: PING_MS }, (_, text) => {
      const [, ttl, time] = /ttl=(\d+) time=([\d.]+)/.exec(text) ?? [];
      if (time !== undefined) out.next({ roundTripMs: Math.round(Number(time)), ttl: Number(ttl) });
      out.complete();
    });
    return () => run.kill();
  });

/**
 * Connects the sockets of a virtual modem to the real network. TLS that the modem ends itself is Node's, with the certificates
 * that the modem stores. Clients of listening ports come from this machine alone, unless `listenOn` says otherwise.
 */
export const socketOrigin = ({
  hosts = {},
  listenOn = '127.0.0.1',
}: SocketOriginOptions = {}): SocketOrigin => {
  const resolve = resolving(hosts);
  return {
    resolve,
    connect: (target) =>
      resolve(target.host).pipe(switchMap(([address = '']) => connecting(target, address))),
    bind: (port) => bound(port, resolve),
    listen: (port) => listening(port, listenOn),
    ping: pinging,
  };
};
