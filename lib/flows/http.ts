import type { Observable } from 'rxjs';
import type { TransferEvent } from '../../operators/transferEvent';
import type { Modem } from '../modem/modem';
import type { HttpFlows } from './flows';
import { httpFlows } from './httpFlows';
import { httpRequestFlow } from './httpRequestFlow';
import type { HttpRequest } from './httpRequest';

/** A request, or its URL where nothing else needs saying. */
type Asked = string | HttpRequest;

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
  /** Sends a body. Not repeated once it may have reached the server, unless `repeatable` says so. */
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
