import type { Observable } from 'rxjs';
import type { TransferEvent } from '../../operators/transferEvent';
import type { HttpMethod } from '../dialects/httpDialect';
import type { Modem } from '../modem/modem';
import { bodyAsyncIterable } from './bodyAsyncIterable';
import { httpRequestFlow } from './httpRequestFlow';
import type { HttpRequest } from './httpRequest';
import { readableBody } from './readableBody';

/** A request, or its URL where nothing else needs saying. */
type Asked = string | HttpRequest;

const requestOf = (asked: Asked): HttpRequest => (typeof asked === 'string' ? { url: asked } : asked);

const method =
  (name: HttpMethod) =>
  (modem: Modem, asked: Asked): Observable<TransferEvent> =>
    httpRequestFlow(modem, { ...requestOf(asked), method: name });

/**
 * HTTP over a modem, whatever its family: cold Observables of events, one request each.
 *
 *     http.get(modem, 'http://example.com/').pipe(collect())    ⇒ { status: 200, text() … }
 */
export const http = Object.freeze({
  /** Sends any request. */
  request: httpRequestFlow,
  /** Gets a page: its head, then its body in chunks. */
  get: method('GET'),
  /** Gets only the head. */
  head: method('HEAD'),
  /** Sends a body. Not repeated once it may have reached the server, unless `repeatable` says so. */
  post: method('POST'),
  /** Sends a body to be kept under the URL; on A7600. */
  put: method('PUT'),
  /** Deletes what is under the URL; on A7600. */
  delete: method('DELETE'),
  /** Gets a body as a WHATWG stream: the next window is asked for when the last was read. */
  readable: (modem: Modem, asked: Asked): ReadableStream<Uint8Array> =>
    readableBody((into) => httpRequestFlow(modem, { ...requestOf(asked), into })),
  /** Gets a body as an async iterable, paced by its loop; leaving the loop hangs up politely. */
  iterate: (modem: Modem, asked: Asked): AsyncGenerator<Uint8Array, void, void> =>
    bodyAsyncIterable(() => http.readable(modem, asked)),
});
