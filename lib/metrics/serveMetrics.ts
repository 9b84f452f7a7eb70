import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
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
 * Only GET and HEAD of `/metrics` are answered. Fails with `invalid-argument`, and with `port` where it can't listen.
 */
export const serveMetrics = (options: ServeMetricsOptions): Observable<string> =>
  new Observable((reader) => {
    const { metrics, host, port } = withDefaults(
      { host: '127.0.0.1', port: 0 },
      checkOptions(options, CHECKS),
    );
    const server = createServer(({ method = '', url = '' }, response) => {
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

const refuse = (response: ServerResponse, status: number): void => {
  response.writeHead(status, { 'Content-Type': 'text/plain' }).end(`${status}\n`);
};

const answer = ({ text, contentType }: Metrics, response: ServerResponse): void => {
  text().then(
    (body) => response.writeHead(200, { 'Content-Type': contentType, 'Cache-Control': 'no-store' }).end(body),
    () => refuse(response, 500),
  );
};
