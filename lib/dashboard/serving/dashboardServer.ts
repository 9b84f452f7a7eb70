import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Observable } from 'rxjs';
import type { DashboardModel } from '../model/dashboardModel';
import { eventStream } from './eventStream';
import { guard } from './guard';
import { headers } from './headers';
import type { PageFiles } from './pageFiles';
import { takeOrder } from './takeOrder';

/** What is served, and where. */
export interface ServerParts {
  readonly model: DashboardModel;
  readonly files: PageFiles;
  /** A port of loopback; 0 takes a free one. */
  readonly port: number;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** The page looks for its modems behind the server that it came from. */
const served = (html: string): string => html.replace('data-modems="here"', 'data-modems="server"');

const routes = ({ model, files }: ServerParts): Readonly<Record<string, Answer>> => {
  const token = randomBytes(18).toString('base64url');
  const file =
    (type: string, text: string): Answer =>
    (_, response) =>
      void response.writeHead(200, { ...headers, 'Content-Type': `${type}; charset=utf-8` }).end(text);
  return {
    'GET /': file('text/html', served(files['index.html'])),
    'GET /app.js': file('text/javascript', files['app.js']),
    'GET /app.css': file('text/css', files['app.css']),
    'GET /events': (_, response) => eventStream(model.news, token, response),
    'POST /orders': (request, response) => {
      if (guard.mayOrder(request, token)) takeOrder(model, request, response);
      else response.writeHead(403, headers).end();
    },
  };
};

/**
 * Serves a dashboard on loopback while it has a subscriber; emits its address. `GET /` is the page, `GET /events` the news
 * as server-sent events, `POST /orders` takes orders from that page only.
 */
export const dashboardServer = (parts: ServerParts): Observable<string> =>
  new Observable((owner) => {
    const known = routes(parts);
    const server = createServer((request, response) => {
      const path = request.url?.split('?')[0] ?? '';
      const answer = known[`${request.method} ${path}`];
      if (!guard.mayRead(request)) response.writeHead(403, headers).end();
      else if (answer) answer(request, response);
      else response.writeHead(404, headers).end();
    });
    server.on('error', (error) => owner.error(error));
    server.listen(parts.port, '127.0.0.1', () =>
      owner.next(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
    );
    return () => {
      server.close();
      server.closeAllConnections();
    };
  });
