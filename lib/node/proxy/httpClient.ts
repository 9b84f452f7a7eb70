import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { modemAgent } from '../modemAgent';
import type { ProxyContext } from './proxyContext';
import { tunnel, tunnelFailure, type TunnelFailure } from './tunnel';

/** Fields that hold for one hop only (RFC 9110 § 7.6.1). */
const HOP = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'proxy-authorization', 'proxy-authenticate'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade'],
]);

const NOT_ALLOWED: TunnelFailure = {
  status: 403,
  socks: 'notAllowed',
  message: 'this proxy does not connect there; add the host to its list of allowed hosts',
};

const STATUS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  502: 'Bad Gateway',
  504: 'Gateway Timeout',
};

const page = (message: string): string => `rxmodem proxy: ${message}\n`;

const refuseTunnel = (client: Duplex, status: number, message: string): void => {
  const body = page(message);
  client.end(
    `HTTP/1.1 ${status} ${STATUS[status] ?? 'Error'}\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
};

/** `CONNECT example.com:443`: bytes both ways. */
const connected = (asked: IncomingMessage, client: Duplex, early: Buffer, context: ProxyContext): void => {
  const [, host = '', port = ''] =
    /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(asked.url ?? '')?.filter(Boolean) ?? [];
  client.on('error', () => undefined);
  if (host === '') return refuseTunnel(client, 400, 'CONNECT needs HOST:PORT');
  if (!context.allows(host, Number(port)))
    return refuseTunnel(client, NOT_ALLOWED.status, NOT_ALLOWED.message);
  if (early.length > 0) client.unshift(early);
  tunnel(
    context.modem,
    client,
    { host, port: Number(port), access: context.access },
    {
      done: () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'),
      failed: ({ status, message }) => refuseTunnel(client, status, message),
    },
  );
};

const refuse = (answer: ServerResponse, status: number, message: string): void => {
  if (answer.headersSent) {
    answer.destroy();
    return;
  }
  answer.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(page(message));
};

/** The host that is allowed is the one of the URL; a `Host` field may name another site at its address (RFC 9112 § 3.2.2). */
const HOST: readonly string[] = ['host'];

/** The names in a header field that lists names, in lower case: `Connection: close, X-Hop`. */
const fieldNames = (list = ''): readonly string[] =>
  list
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());

/** Fields that go on to the next hop, in the order and the case in which they came, without some others. */
const passedOn = (
  raw: readonly string[],
  connection: string | undefined,
  without: readonly string[] = [],
): string[] => {
  const named = new Set([...fieldNames(connection), ...without]);
  const passed: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name = '', value = ''] = [raw[at], raw[at + 1]];
    const key = name.toLowerCase();
    if (!HOP.has(key) && !named.has(key)) passed.push(name, value);
  }
  return passed;
};

const targetOf = (url: string): URL | undefined => {
  try {
    const target = new URL(url);
    return target.protocol === 'http:' ? target : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Makes the HTTP side of a proxy: `CONNECT`, and plain requests in absolute form (RFC 9112 § 3.2.2). A request for the proxy itself
 * is refused, so that no web page can use it.
 */
export const httpClients = (context: ProxyContext): Server => {
  const { httpAgent } = modemAgent(context.modem, { access: context.access });
  const server = createServer((asked, answer) => {
    const target = targetOf(asked.url ?? '');
    if (!target)
      return refuse(answer, 400, 'this is a proxy: ask it for a whole http:// URL, or use CONNECT');
    const port = target.port === '' ? 80 : Number(target.port);
    const host = target.hostname.replace(/^\[(.*)\]$/, '$1');
    if (!context.allows(host, port)) return refuse(answer, NOT_ALLOWED.status, NOT_ALLOWED.message);
    const { method } = asked;
    const onward = request({
      ...{ agent: httpAgent, host, port, method, path: `${target.pathname}${target.search}` },
      headers: ['Host', target.host, ...passedOn(asked.rawHeaders, asked.headers.connection, HOST)] as never,
      setHost: false,
    });
    onward.once('response', (response) => {
      const { statusCode = 502, statusMessage, rawHeaders, headers } = response;
      answer.writeHead(statusCode, statusMessage, passedOn(rawHeaders, headers.connection) as never);
      response.pipe(answer);
      response.once('error', () => answer.destroy());
      response.once('aborted', () => answer.destroy());
    });
    onward.on('error', (error) => {
      const { status, message } = tunnelFailure(error);
      refuse(answer, status, message);
    });
    answer.once('close', () => onward.destroy());
    asked.pipe(onward);
  });
  server.on('connect', (asked: IncomingMessage, client: Duplex, early: Buffer) =>
    connected(asked, client, early, context),
  );
  server.on('close', () => httpAgent.destroy());
  return server;
};
