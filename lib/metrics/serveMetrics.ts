import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { Observable } from 'rxjs';
import { checkOptions, is, withDefaults } from '../grammar/checkOptions';
import { ModemError } from '../grammar/errors/modemError';
import type { Metrics } from './metrics';

/** Where metrics are served. */
export interface ServeMetricsOptions {
  readonly metrics: Metrics;
  /** Default `127.0.0.1`: other machines can't read them. */
  readonly host?: string | undefined;
  /** Default 0: any free port. */
  readonly port?: number | undefined;
}

const MAX_PORT = 65_535;

const CHECKS = {
  host: is.name,
  port: (value: unknown) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_PORT
      ? undefined
      : `it is not between 0 and ${MAX_PORT}`,
};

/**
 * Serves metrics over HTTP while it is subscribed to; emits their URL.
 *
 *     serveMetrics({ metrics, port: 9464 }).subscribe((url) => console.log(url));     http://127.0.0.1:9464/metrics
 *
 * Only GET and HEAD of `/metrics` are answered; on loopback only where `Host` names this machine (or says what `host` says), so
 * that no web page reads them by a name that it made to lead here. Fails with `invalid-argument`, and with `port` where it can't
 * listen.
 */
export const serveMetrics = (options: ServeMetricsOptions): Observable<string> =>
  new Observable((reader) => {
    const { metrics, host, port } = withDefaults(
      { host: '127.0.0.1', port: 0 },
      checkOptions(options, CHECKS),
    );
    const server = createServer((request, response) => {
      const { method = '', url = '' } = request;
      if (!mayRead(request, host)) return refuse(response, 403, NOT_THIS_MACHINE);
      const isKnown = /^\/metrics(?:\?|$)/.test(url);
      if (!isKnown) return refuse(response, 404);
      if (method !== 'GET' && method !== 'HEAD') return refuse(response, 405);
      answer(metrics, response);
    });
    server.once('error', ({ message }) =>
      reader.error(new ModemError({ kind: 'port', where: `${host}:${port}`, problem: message })),
    );
    server.listen(port, host, () => {
      const { address, port: taken, family } = server.address() as AddressInfo;
      reader.next(`http://${family === 'IPv6' ? `[${address}]` : address}:${taken}/metrics`);
    });
    return () => {
      server.close();
      server.closeAllConnections();
    };
  });

/** A browser on this machine reaches loopback by these names; any other name was made to lead here (DNS rebinding). */
const THIS_MACHINE = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])$/i;
const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;

/** Elsewhere, names are the affair of whoever listens there. What is no browser may leave `Host` out. */
const mayRead = ({ headers, socket }: IncomingMessage, host: string): boolean => {
  if (headers.host === undefined || !LOOPBACK.test(socket.localAddress ?? '')) return true;
  const name = headers.host.replace(/:\d*$/, '');
  return (
    THIS_MACHINE.test(name) || [host, hostname()].some((own) => own.toLowerCase() === name.toLowerCase())
  );
};

/** What every answer says: no other page may read it. */
const HEADERS = { 'X-Content-Type-Options': 'nosniff', 'Cross-Origin-Resource-Policy': 'same-origin' };

const NOT_THIS_MACHINE = ': ask for localhost or 127.0.0.1; another name that leads here is not answered';

const refuse = (response: ServerResponse, status: number, why = ''): void => {
  response.writeHead(status, { ...HEADERS, 'Content-Type': 'text/plain' }).end(`${status}${why}\n`);
};

const answer = ({ text, contentType }: Metrics, response: ServerResponse): void => {
  text().then(
    (body) =>
      response
        .writeHead(200, { ...HEADERS, 'Content-Type': contentType, 'Cache-Control': 'no-store' })
        .end(body),
    () => refuse(response, 500),
  );
};
