import {
  defer,
  dematerialize,
  fromEvent,
  materialize,
  merge,
  mergeMap,
  type MonoTypeOperatorFunction,
  type Observable,
  of,
  throwError,
} from 'rxjs';
import type { Head, TransferEvent } from '../../operators/transferEvent';
import type { HttpMethod } from '../dialects/httpCall';
import type { HttpFlows, HttpTarget } from './http/httpTarget';
import { UNREAD_MS } from './http/givingWay';
import { withDefaults } from '../grammar/checkOptions';
import { httpRequestFlow } from './http/http';
import type { HttpRequest } from './http/httpRequest';
import { isRedirect, MAX_REDIRECTS, redirected, refused, tooMany } from './http/redirected';
import { BUFFER_BYTES, readableBody } from './http/readableBody';

/** The settings of every request of this `fetch`: access, TLS, policies. */
export type FetchDefaults = Omit<
  HttpRequest,
  'url' | 'method' | 'headers' | 'body' | 'into' | 'accepts' | 'redirect' | 'maxRedirects'
>;

/** Statuses that have no body (Fetch § 2.2.3). */
const BODILESS = new Set([101, 103, 204, 205, 304]);

interface Hop {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
}

const responseOf = (
  head: Head,
  stream: ReadableStream<Uint8Array>,
  { url, method }: Hop,
  isRedirected: boolean,
): Response => {
  const hasBody = method !== 'HEAD' && !BODILESS.has(head.status) && head.length > 0;
  if (!hasBody) void stream.cancel().catch(() => undefined);
  const { status, headers } = head;
  const response = new Response(hasBody ? stream : null, { status, headers });
  return Object.defineProperties(response, { url: { value: url }, redirected: { value: isRedirected } });
};

/** Makes a transfer fail with the signal's reason when it is aborted; being unsubscribed, it winds up. */
const untilAborted =
  (signal: AbortSignal): MonoTypeOperatorFunction<TransferEvent> =>
  (transfer) => {
    const abort = (): Observable<never> => throwError(() => signal.reason as Error);
    const aborted = defer(() => (signal.aborted ? of(null) : fromEvent(signal, 'abort'))).pipe(
      mergeMap(abort),
    );
    return merge(aborted, transfer.pipe(materialize())).pipe(dematerialize());
  };

/** One request, to its head; the body goes on as a stream. */
const hop = (
  ask: HttpFlows['request'],
  defaults: FetchDefaults,
  asked: Hop,
  signal: AbortSignal,
  isRedirected: boolean,
): Promise<Response> =>
  new Promise((resolve, reject) => {
    const failed = (error: unknown): void =>
      reject(signal.aborted ? (error as Error) : new TypeError('fetch failed', { cause: error }));
    const { body, method, ...rest } = asked;
    const request = {
      ...withDefaults({ unreadMs: UNREAD_MS }, defaults),
      ...rest,
      ...(body && { body }),
      method: method as HttpMethod,
      accepts: () => true,
    };
    const start = (into: HttpRequest['into'] & object): Observable<TransferEvent> =>
      ask({ ...request, into }).pipe(untilAborted(signal));
    const answered = (head: Head): void => {
      try {
        resolve(responseOf(head, stream, asked, isRedirected));
      } catch (error) {
        // A status or a field that no Response can have.
        void stream.cancel().catch(() => undefined);
        failed(error);
      }
    };
    // A head may come while the stream is being made.
    const stream: ReadableStream<Uint8Array> = readableBody(start, {
      head: (head) => queueMicrotask(() => answered(head)),
      failed,
      windowBytes: defaults.windowBytes ?? BUFFER_BYTES,
    });
  });

/** The next hop of a redirect, by the rule that all flows share. */
const nextHop = ({ url, method, headers, body }: Hop, response: Response, location: string): Hop => {
  const asked = { url, method: method as HttpMethod, headers, ...(body && { body }) };
  const next = redirected(asked, { status: response.status, headers: { location } });
  if (!next) return refused('its Location is no URL');
  return {
    url: String(next.url),
    method: next.method ?? 'GET',
    headers: next.headers ?? {},
    body: next.body === undefined ? undefined : body,
  };
};

/** Does what may refuse a redirect; fails as fetch does. */
const orFailed = <T>(act: () => T): T => {
  try {
    return act();
  } catch (cause) {
    throw new TypeError('fetch failed', { cause });
  }
};

/**
 * Makes a `fetch` that goes through a modem, a pool of them or a remote one, so that libraries written for fetch work over it.
 *
 *     const fetch = createFetch(modem);
 *     const state = await (await fetch('https://api.example.com/v1/state')).json();
 *
 * Takes what fetch takes and gives a `Response` whose body is read from the modem as it is consumed. Redirects are followed
 * by asking again, whatever the family. An `AbortSignal` unsubscribes: `HTTPTERM` is sent and answered. A failure before the
 * head rejects with a `TypeError` whose `cause` is the `ModemError`; one behind it fails the body.
 *
 * A body that fits a window (4,096 bytes) is read at once, so it need not be consumed. A longer one holds the modem until it is
 * consumed or cancelled (`response.body?.cancel()`); left unread for `unreadMs` (10,000) while another request waits, it fails
 * with `timeout`, phase `reader`, and the other request begins.
 */
export const createFetch =
  (target: HttpTarget, defaults: FetchDefaults = {}): typeof globalThis.fetch =>
  async (input, init) => {
    const ask = (given: HttpRequest) => httpRequestFlow(target, given);
    const request = new Request(input, init);
    const body = new Uint8Array(await request.arrayBuffer());
    let asked: Hop = {
      url: request.url,
      method: request.method,
      headers: Object.fromEntries(request.headers),
      body: body.length > 0 ? body : undefined,
    };
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const response = await hop(ask, defaults, asked, request.signal, hops > 0);
      const location = isRedirect(response.status) ? response.headers.get('location') : null;
      if (location === null || request.redirect === 'manual') return response;
      await response.body?.cancel();
      if (request.redirect === 'error') orFailed(() => refused('the request has redirect: error'));
      asked = orFailed(() => nextHop(asked, response, location));
    }
    return orFailed(() => tooMany(MAX_REDIRECTS));
  };
