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
import { BODILESS, fetchBy, type Hop } from './fetchBy';
import { BUFFER_BYTES, readableBody } from './http/readableBody';

/** The settings of every request of this `fetch`: access, TLS, policies. */
export type FetchDefaults = Omit<
  HttpRequest,
  'url' | 'method' | 'headers' | 'body' | 'into' | 'accepts' | 'redirect' | 'maxRedirects'
>;

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
      windowBytes: typeof defaults.windowBytes === 'number' ? defaults.windowBytes : BUFFER_BYTES,
    });
  });

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
export const createFetch = (target: HttpTarget, defaults: FetchDefaults = {}): typeof globalThis.fetch => {
  const ask = (given: HttpRequest) => httpRequestFlow(target, given);
  return fetchBy((asked, signal, isRedirected) => hop(ask, defaults, asked, signal, isRedirected));
};
