import type { Observable } from 'rxjs';
import type { TransferEvent } from '../../operators/transferEvent';
import type { HttpMethod } from '../dialects/httpDialect';
import { bodyAsyncIterable } from './bodyAsyncIterable';
import type { HttpFlows } from './flows';
import type { HttpRequest } from './httpRequest';
import { readableBody } from './readableBody';

const requestOf = (asked: string | HttpRequest): HttpRequest =>
  typeof asked === 'string' ? { url: asked } : asked;

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
    iterate: (asked: string | HttpRequest) => bodyAsyncIterable(() => readable(asked)),
  });
};
