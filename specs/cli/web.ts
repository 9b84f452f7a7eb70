import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a web server of a spec has to give. */
export type Pages = Readonly<Record<string, Uint8Array>>;

/** A web server on loopback, and its address. */
export interface Web {
  readonly url: string;
  readonly close: () => void;
}

/** Serves some pages, and at `/echo` the header fields that it was sent; of everything else it says that it is not there. */
export const web = (pages: Pages): Promise<Web> =>
  new Promise((resolve) => {
    const server: Server = createServer(({ url = '/', headers }, response) => {
      const page = url === '/echo' ? Buffer.from(JSON.stringify(headers)) : pages[url.slice(1)];
      response.writeHead(page ? 200 : 404, { 'Content-Type': 'application/octet-stream', 'X-Spec': 'cli' });
      response.end(page ?? 'not here');
    });
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      const close = (): void => {
        server.close();
        server.closeAllConnections();
      };
      resolve({ url: `http://127.0.0.1:${port}`, close });
    });
  });
