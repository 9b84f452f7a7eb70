import { type Observable, defer } from 'rxjs';
import type { TransferEvent } from '../../../operators/transferEvent';
import type { Modem } from '../../modem/modem';
import type { HttpRequest } from './httpRequest';
import type { HttpMethod } from '../../dialects/httpCall';
import { bodyAsyncIterable } from './bodyAsyncIterable';
import { readableBody } from './readableBody';
import { httpTransfer } from './httpTransfer';

/** A request, or its URL where nothing else needs saying. */
type Asked = string | HttpRequest;

/** The flows of `http`, with no modem to name. */
export interface HttpFlows {
  readonly request: (request: HttpRequest) => Observable<TransferEvent>;
  readonly get: (asked: Asked) => Observable<TransferEvent>;
  readonly head: (asked: Asked) => Observable<TransferEvent>;
  readonly post: (asked: Asked) => Observable<TransferEvent>;
  readonly put: (asked: Asked) => Observable<TransferEvent>;
  readonly delete: (asked: Asked) => Observable<TransferEvent>;
  readonly readable: (asked: Asked) => ReadableStream<Uint8Array>;
  readonly iterate: (asked: Asked) => AsyncGenerator<Uint8Array, void, void>;
}

/**
 * One HTTP request as a cold Observable of events: how much was sent, the head, then the body's chunks as they come.
 *
 *     subscribe   s
 *     modem       INIT PARA DATA ACTION … READ … READ … TERM
 *     events      --------s-s----------h----cc-----cc-----|
 *
 * Takes its turn on the modem's HTTP service and closes its session before it ends. It is tried again by policy, and where
 * a GET's connection is lost in the middle of the body it goes on behind what came (`resumed`), checked against the server's
 * ETag or Last-Modified, or where it has none by hearing the same bytes again. A GET that the modem can't hold is asked for in parts. Unsubscribing at any time tells it to wind
 * up: `HTTPTERM` is said and heard.
 *
 * Fails with `invalid-argument` and `unsupported` before anything is written; `http-status` (with head and body) where the
 * status is not accepted; `http` with the modem's own code; `network`, `timeout`, `length`, `corrupt`, `range`, `reset`,
 * `closed`.
 */
export const httpRequestFlow = (modem: Modem, request: HttpRequest): Observable<TransferEvent> =>
  defer(() => httpTransfer(request).on(modem));

const requestOf = (asked: Asked): HttpRequest => (typeof asked === 'string' ? { url: asked } : asked);

/** Makes all flows of HTTP of the one that does any request. */
export const httpFlows = (request: (request: HttpRequest) => Observable<TransferEvent>): HttpFlows => {
  const method =
    (name: HttpMethod): HttpFlows['get'] =>
    (asked) =>
      request({ ...requestOf(asked), method: name });
  const readable: HttpFlows['readable'] = (asked) =>
    readableBody((into) => request({ ...requestOf(asked), into }));
  return Object.freeze({
    request,
    get: method('GET'),
    head: method('HEAD'),
    post: method('POST'),
    put: method('PUT'),
    delete: method('DELETE'),
    readable,
    iterate: (asked: Asked) => bodyAsyncIterable(() => readable(asked)),
  });
};

const by = (modem: Modem): HttpFlows => httpFlows((request) => httpRequestFlow(modem, request));

/**
 * HTTP over a modem, whatever its family: cold Observables of events, one request each.
 *
 *     http.get(modem, 'http://example.com/').pipe(collect())    ⇒ { status: 200, text() … }
 */
export const http = Object.freeze({
  /** Sends any request. */
  request: httpRequestFlow,
  /** Gets a page: its head, then its body in chunks. */
  get: (modem: Modem, asked: Asked): Observable<TransferEvent> => by(modem).get(asked),
  /** Gets only the head. */
  head: (modem: Modem, asked: Asked): Observable<TransferEvent> => by(modem).head(asked),
  /** Sends a body. Not repeated once it may have reached the server, unless `idempotent` says so. */
  post: (modem: Modem, asked: Asked): Observable<TransferEvent> => by(modem).post(asked),
  /** Sends a body to be kept under the URL; on A7600. */
  put: (modem: Modem, asked: Asked): Observable<TransferEvent> => by(modem).put(asked),
  /** Deletes what is under the URL; on A7600. */
  delete: (modem: Modem, asked: Asked): Observable<TransferEvent> => by(modem).delete(asked),
  /** Gets a body as a WHATWG stream: the next window is asked for when the last was read. */
  readable: (modem: Modem, asked: Asked): ReadableStream<Uint8Array> => by(modem).readable(asked),
  /** Gets a body as an async iterable, paced by its loop; leaving the loop hangs up politely. */
  iterate: (modem: Modem, asked: Asked): AsyncGenerator<Uint8Array, void, void> => by(modem).iterate(asked),
});
