import { createCipheriv } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A MiB of noise, the same in every run: `/bytes/N` is its first N bytes. */
export const RANDOM = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(
  Buffer.alloc(1 << 20),
);

/** Text as most files end: a line end is its last byte, and the last byte of many a block. */
export const TEXT = Buffer.from('a line of 24 characters\n'.repeat(500));

const fakes = [
  '\r\nOK\r\n',
  '\r\nERROR\r\n',
  '\r\n+HTTPREAD: 5\r\n12345\r\nOK\r\n',
  '\r\n+HTTPREAD: 0\r\n',
  '\r\n+CME ERROR: 3\r\n',
  '\r\nDOWNLOAD\r\n',
  '\r\n> ',
  '\r\nRING\r\n',
  '\r\n+HTTPACTION: 0,200,5\r\n',
  '\r\nRDY\r\n',
  'AT+HTTPTERM\r',
  '\0\x1a\x1b\xff\r\r\n\n',
].join('');

/** What a payload must never be mistaken for, at every distance from a read's edge. */
export const LOOKALIKE = Buffer.from(fakes.repeat(60) + '\r\nOK\r\n', 'latin1');

/** How long a page `…?slow` takes. */
export const SLOW = 800;

/** What the server was sent, one entry a request. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

const partOf = (body: Buffer, range: string | undefined): readonly [number, Buffer] => {
  const found = /^bytes=(\d+)-(\d*)$/.exec(range ?? '');
  if (!found) return [200, body];
  return [206, body.subarray(Number(found[1]), found[2] ? Number(found[2]) + 1 : body.length)];
};

const bodyOf = ({ method, url, body }: Seen): readonly [number, Buffer] => {
  const bytes = /^\/bytes\/(\d+)/.exec(url);
  if (bytes) return [200, RANDOM.subarray(0, Number(bytes[1]))];
  if (url === '/text') return [200, TEXT];
  if (url === '/ok') return [200, Buffer.from('OK')];
  if (url === '/lookalike') return [200, LOOKALIKE];
  if (url === '/echo') return [200, Buffer.concat([Buffer.from(`${method} `), body])];
  return [404, Buffer.from('no such page\r\nOK\r\n')];
};

const reply = (seen: Seen, response: ServerResponse): void => {
  const [status, whole] = bodyOf(seen);
  const [partial, body] = partOf(whole, seen.headers.range);
  response.statusCode = status === 200 ? partial : status;
  if (partial === 206)
    response.setHeader(
      'Content-Range',
      `bytes ${whole.length - body.length}-${whole.length - 1}/${whole.length}`,
    );
  response.setHeader('Content-Length', body.length);
  response.end(seen.method === 'HEAD' ? undefined : body);
};

/** A web server on loopback that remembers what it was asked. */
export class World {
  readonly seen: Seen[] = [];
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const seen = { method, url, headers, body: Buffer.concat(chunks) };
      this.seen.push(seen);
      setTimeout(() => reply(seen, response), url.endsWith('?slow') ? SLOW : 0);
    });
  });

  async open(): Promise<this> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return this;
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
