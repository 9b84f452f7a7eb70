import { createServer as createWeb, type RequestListener, type Server as WebServer } from 'node:http';
import { createServer as createSecureWeb } from 'node:https';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { firstValueFrom, ReplaySubject } from 'rxjs';
import { generate } from 'selfsigned';
import { type Modem, openModem, type Profile } from '../../lib';
import { emulator, type Emulator } from '../../lib/emulator';
import { httpOrigin, socketOrigin } from '../../lib/transports/node';

/** A virtual modem whose sockets are real ones on loopback, and the servers behind them. */
export interface NodeDesk {
  readonly modem: Modem;
  readonly virtual: Emulator;
  readonly heard: readonly string[];
  readonly close: () => void;
}

/** Opens a virtual modem that answers at once. */
export const nodeDesk = async (profile: Profile): Promise<NodeDesk> => {
  const family = profile.name;
  const virtual = emulator({ family, origin: httpOrigin(), sockets: socketOrigin(), latencyMs: 0 });
  const heard: string[] = [];
  const hearing = virtual.heard.subscribe((line) => heard.push(line));
  const modems = new ReplaySubject<Modem>(1);
  const connection = openModem(virtual.transport, profile, { quietMs: 0 }).subscribe(modems);
  const close = (): void => {
    connection.unsubscribe();
    hearing.unsubscribe();
  };
  return { modem: await firstValueFrom(modems), virtual, heard, close };
};

/** A server on loopback. */
export interface Listening {
  readonly port: number;
  readonly close: () => void;
}

const listen = (server: Server | WebServer): Promise<Listening> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      const close = (): void => {
        server.close();
        if ('closeAllConnections' in server) server.closeAllConnections();
      };
      resolve({ port, close });
    });
  });

/** Serves TCP clients. */
export const tcpServer = (serve: (socket: Socket) => unknown): Promise<Listening> =>
  listen(
    createServer((socket) => {
      socket.on('error', () => undefined);
      serve(socket);
    }),
  );

/** Serves HTTP. */
export const webServer = (serve: RequestListener): Promise<Listening> => listen(createWeb(serve));

/** Serves HTTPS with a certificate of its own for `localhost`, which is returned, too. */
export const secureWebServer = async (
  serve: RequestListener,
): Promise<Listening & { readonly ca: string }> => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
  return { ...(await listen(createSecureWeb({ key, cert }, serve))), ca: cert };
};

/** All that a stream brings. */
export const allOf = async (stream: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
};
