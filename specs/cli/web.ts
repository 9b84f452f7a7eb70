import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a web server of a spec has to give. */
export type Pages = Readonly<Record<string, Uint8Array>>;

/** A request as it reached the server. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A web server on loopback, its address, and what it was asked so far. */
export interface Web {
  readonly url: string;
  readonly asked: readonly Asked[];
  readonly close: () => void;
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

const answer = (pages: Pages, { path, headers, body }: Asked): Uint8Array | undefined => {
  if (path === '/echo') return Buffer.from(JSON.stringify(headers));
  return path.startsWith('/mirror') ? body : pages[path.slice(1)];
};

/** `/307/http://host/` and `/303/page` send their asker on. */
const moved = (path: string): { readonly status: number; readonly target: string } | undefined => {
  const [, status, absolute, relative] = /^\/(30\d)\/(?:(http:.*)|(.*))$/.exec(path) ?? [];
  return status === undefined
    ? undefined
    : { status: Number(status), target: absolute ?? `/${relative ?? ''}` };
};

/**
 * Serves some pages; at `/echo` the header fields that it was sent, at `/mirror…` the body; `/307/…` sends its asker there.
 * Of everything else it says that it is not there.
 */
export const web = (pages: Pages): Promise<Web> =>
  new Promise((resolve) => {
    const asked: Asked[] = [];
    const server: Server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        const { method = '', url: path = '/', headers } = request;
        asked.push({ method, path, headers, body });
        const onward = moved(path);
        const page = onward ? Buffer.from('it is elsewhere') : answer(pages, { method, path, headers, body });
        response.writeHead(onward?.status ?? (page ? 200 : 404), {
          'Content-Type': 'application/octet-stream',
          'X-Spec': 'cli',
          ...(onward && { Location: onward.target }),
        });
        response.end(page ?? 'not here');
      });
    });
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      const close = (): void => {
        server.close();
        server.closeAllConnections();
      };
      resolve({ url: `http://127.0.0.1:${port}`, asked, close });
    });
  });
