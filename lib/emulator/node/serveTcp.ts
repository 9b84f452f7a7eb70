import { createServer, type Socket } from 'node:net';
import { Observable } from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';
import { attachTo, type Served } from './attachTo';
import { fillable } from './fillable';
import { HostGuard } from './hostGuard';

/** What is served, and where it listens. */
export type ServeTcpOptions = Served & {
  /** Default 127.0.0.1. Every program that reaches the port can drive the modem. */
  readonly host?: string | undefined;
  /** Default 0: any free port. */
  readonly port?: number | undefined;
};

/** What a host writes. A browser, or whatever else speaks HTTP or TLS, is hung up on before the modem hears a line. */
const chunksOf = (socket: Socket): Observable<Uint8Array> =>
  new Observable((out) => {
    const guard = new HostGuard();
    socket.on('data', (bytes) => {
      const passed = guard.pass(new Uint8Array(bytes as Buffer));
      if (passed === undefined) return socket.destroy();
      if (passed.length > 0) out.next(passed);
      return undefined;
    });
    socket.on('close', () => out.complete());
  });

/** Serves one client: its bytes in, the modem's out, until it disconnects. */
const serve = (served: Served, socket: Socket, fail: (error: unknown) => void): void => {
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  const client = fillable(socket);
  const spoken = attachTo(served)(chunksOf(socket), client.isFull).subscribe({
    next: client.write,
    error: fail,
  });
  socket.on('close', () => spoken.unsubscribe());
};

/**
 * Serves a virtual modem on TCP: emits its address, `tcp://127.0.0.1:4000`, when it listens. Unsubscribing closes the
 * server and its clients. Fails with `port` if it can't listen, and as the modem's transport does. A modem has one line, so
 * a second client is disconnected; so is one whose first line is an HTTP request, or that begins with TLS: any web page can
 * make a browser send that here.
 */
export const serveTcp = ({ host = '127.0.0.1', port = 0, ...served }: ServeTcpOptions): Observable<string> =>
  new Observable((out) => {
    let client: Socket | undefined;
    const server = createServer((socket) => {
      if (client) {
        socket.destroy();
        return;
      }
      client = socket;
      socket.on('close', () => (client = undefined));
      serve(served, socket, (error) => out.error(error));
    });
    const where = `tcp://${host}:${port}`;
    server.on('error', ({ message }) => out.error(new ModemError({ kind: 'port', where, problem: message })));
    server.listen(port, host, () => {
      const address = server.address();
      const bound = typeof address === 'object' && address ? address.port : port;
      out.next(`tcp://${host}:${bound}`);
    });
    return () => {
      client?.destroy();
      server.close();
    };
  });
