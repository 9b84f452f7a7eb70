import type { Observable } from 'rxjs';
import type { TransferEvent } from '../../operators/transferEvent';
import type { HttpMethod } from '../dialects/httpDialect';
import type { Modem } from '../modem/modem';
import { httpRequestFlow } from './httpRequestFlow';
import type { HttpRequest } from './httpRequest';

/** A request, or its URL where nothing else needs saying. */
type Asked = string | HttpRequest;

const method =
  (name: HttpMethod) =>
  (modem: Modem, asked: Asked): Observable<TransferEvent> =>
    httpRequestFlow(modem, { ...(typeof asked === 'string' ? { url: asked } : asked), method: name });

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
});
