import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline, Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { createFetch as createModemFetch, type FetchDefaults } from '../flows/createFetch';
import { BODILESS, fetchBy, type Hop } from '../flows/fetchBy';
import { refused } from '../flows/http/redirected';
import type { Modem } from '../modem/modem';
import { modemAgent, type ModemAgentOptions, type ModemAgents } from './modemAgent';

/** A fetch over sockets of the modem, with HTTP and TLS by Node. */
export interface SocketFetchOptions extends ModemAgentOptions {
  readonly over: 'socket';
}

/** A fetch by the modem's own HTTP, as `createFetch` of `rxmodem` has it. */
export interface ModemFetchOptions extends FetchDefaults {
  readonly over?: 'modem';
}

type Body = Uint8Array | ReadableStream<Uint8Array>;

const headersOf = ({ rawHeaders }: IncomingMessage): Headers => {
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
  return headers;
};

/** The body as the server meant it (RFC 9110 § 8.4). */
const decoded = (message: IncomingMessage): Readable => {
  const coding = message.headers['content-encoding']?.trim().toLowerCase();
  const decoder = {
    gzip: createGunzip,
    'x-gzip': createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
  }[coding ?? ''];
  return decoder ? pipeline(message, decoder(), () => undefined) : message;
};

const responseOf = (
  message: IncomingMessage,
  { url, method }: Hop<Body>,
  isRedirected: boolean,
): Response => {
  const { statusCode: status = 0, statusMessage: statusText = '' } = message;
  const hasBody = method !== 'HEAD' && !BODILESS.has(status);
  if (!hasBody) message.resume();
  const body = hasBody ? (Readable.toWeb(decoded(message)) as ReadableStream<Uint8Array>) : null;
  const response = new Response(body, { status, statusText, headers: headersOf(message) });
  return Object.defineProperties(response, { url: { value: url }, redirected: { value: isRedirected } });
};

/** What every fetch sends. A modem's line is slow: servers compress where they can. */
const USUAL = { accept: '*/*', 'accept-encoding': 'gzip, deflate, br' };

/** Node states no length for some methods (DELETE): without one the body would be read as the next request. */
const lengthOf = (body: Body | undefined): Readonly<Record<string, string>> => {
  if (body === undefined) return {};
  return body instanceof Uint8Array
    ? { 'content-length': String(body.length) }
    : { 'transfer-encoding': 'chunked' };
};

const sendBody = (request: ClientRequest, body: Body | undefined): void => {
  if (body === undefined) request.end();
  else if (body instanceof Uint8Array) request.end(body);
  else pipeline(Readable.fromWeb(body as never), request, () => undefined);
};

const hop =
  ({ httpAgent, httpsAgent }: ModemAgents) =>
  (asked: Hop<Body>, signal: AbortSignal, isRedirected: boolean): Promise<Response> =>
    new Promise((resolve, reject) => {
      const { url, method, headers, body } = asked;
      const failed = (error: unknown): void =>
        reject(signal.aborted ? (signal.reason as Error) : new TypeError('fetch failed', { cause: error }));
      try {
        if (isRedirected && body instanceof ReadableStream)
          refused('its body is a stream, which can not be sent twice');
        const isSecure = url.startsWith('https:');
        const request = (isSecure ? httpsRequest : httpRequest)(url, {
          ...{ method, signal, agent: isSecure ? httpsAgent : httpAgent },
          headers: { ...USUAL, ...headers, ...lengthOf(body) },
        });
        request.on('error', failed);
        request.once('response', (message) => {
          try {
            resolve(responseOf(message, asked, isRedirected));
          } catch (error) {
            message.destroy();
            failed(error);
          }
        });
        sendBody(request, body);
      } catch (error) {
        failed(error);
      }
    });

/** A body that is a stream goes on as one; any other has a length, which servers like to know. */
const readBody = async (request: Request, init: RequestInit | undefined): Promise<Body | undefined> => {
  if (init?.body instanceof ReadableStream) return request.body as ReadableStream<Uint8Array>;
  const body = new Uint8Array(await request.arrayBuffer());
  return body.length > 0 ? body : undefined;
};

/**
 * Makes a `fetch` through a modem. With `over: 'socket'`, HTTP and TLS are Node's, over the modem's sockets: every method on every
 * family, streams in both directions, connections that are kept, TLS 1.3 that is verified at this machine.
 *
 *     const fetch = createFetch(modem, { over: 'socket' });
 *     await fetch('https://api.example.com/v1/state', { method: 'PATCH', body: '{}' });
 *
 * Without it, it is `createFetch` of `rxmodem`, over the modem's own HTTP. A failure before the head rejects with a `TypeError` whose
 * `cause` is the `ModemError`; one behind it fails the body. Redirects are followed by one rule for both.
 */
export const createFetch = (
  modem: Modem,
  options: SocketFetchOptions | ModemFetchOptions = {},
): typeof globalThis.fetch => {
  if (options.over === 'socket') return fetchBy<Body>(hop(modemAgent(modem, options)), readBody);
  const { over: _, ...defaults } = options;
  return createModemFetch(modem, defaults);
};
