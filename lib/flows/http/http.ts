import { defer, map, type Observable } from 'rxjs';
import type { HttpMethod } from '../../dialects/httpCall';
import type { Profile } from '../../dialects/profile';
import { withDefaults } from '../../grammar/checkOptions';
import type { ModemError } from '../../grammar/errors/modemError';
import { collect } from '../../../operators/collect';
import type { TransferEvent } from '../../../operators/transferEvent';
import { problemOf } from '../transfer/problemOf';
import { bodyAsyncIterable } from './bodyAsyncIterable';
import type { Modem } from '../../modem/modem';
import { begunBody } from './begunBody';
import { UNREAD_MS } from './givingWay';
import { singleHop } from './followRedirects';
import { httpCallOf } from './httpCallOf';
import type { HttpTarget } from './httpTarget';
import type { HttpRequest } from './httpRequest';
import { httpTransfer } from './httpTransfer';
import { BUFFER_BYTES, readableBody } from './readableBody';

/** A request, or only its URL. */
type Asked = string | URL | HttpRequest;

/**
 * One HTTP request as a cold Observable of events: the progress of the upload, the head, then the body's chunks as they come.
 *
 *     subscribe   s
 *     modem       INIT PARA DATA ACTION … READ … READ … TERM
 *     events      --------s-s----------h----cc-----cc-----|
 *
 * Takes its turn on the modem's HTTP service and closes its session before it ends. A try that failed is repeated by policy. A
 * GET whose connection is lost in the middle of the body goes on behind what came (`resumed`), checked against the server's
 * ETag or Last-Modified, or, without them, by reading the same bytes again. A body that the modem can't hold is asked for in
 * parts. Unsubscribing winds up at any time: `HTTPTERM` is sent and answered.
 *
 * Fails with `invalid-argument` and `unsupported` before anything is written; `http-status` (with head and body) where the
 * status is not accepted; `http` with the modem's own code; `network`, `timeout`, `length`, `corrupt`, `range`, `reset`,
 * `closed`.
 */
export const httpRequestFlow = (target: HttpTarget, request: HttpRequest): Observable<TransferEvent> =>
  'http' in target ? target.http.request(request) : defer(() => onModem(target, request));

const onModem = (modem: Modem, request: HttpRequest): Observable<TransferEvent> =>
  httpTransfer(request)
    .on(modem)
    .pipe(begunBody.orWhole(modem.profile, request, (other) => httpTransfer(other).on(modem)));

const requestOf = (asked: Asked): HttpRequest =>
  typeof asked === 'string' || asked instanceof URL ? { url: asked } : asked;

const by =
  (method: HttpMethod) =>
  (target: HttpTarget, asked: Asked): Observable<TransferEvent> =>
    httpRequestFlow(target, { ...requestOf(asked), method });

const get = by('GET');

const readable = (target: HttpTarget, asked: Asked): ReadableStream<Uint8Array> => {
  const request = withDefaults({ unreadMs: UNREAD_MS }, requestOf(asked));
  const { windowBytes = 'auto' } = request;
  return readableBody((into) => httpRequestFlow(target, { ...request, into }), {
    windowBytes: windowBytes === 'auto' ? BUFFER_BYTES : windowBytes,
  });
};

/**
 * HTTP over a modem, a pool of them or a remote one, whatever the family: cold Observables, one request each.
 *
 *     http.get(modem, 'http://example.com/').pipe(collect())    ⇒ { status: 200, text() … }
 *     http.getJSON(modem, 'http://api.example.com/state')       ⇒ { temperature: 21.5 }
 */
export const http = Object.freeze({
  /** Sends any request. */
  request: httpRequestFlow,
  /** Gets a page: its head, then its body in chunks. */
  get,
  /** Gets only the head. */
  head: by('HEAD'),
  /** Sends a body. Not repeated once it may have reached the server, unless `idempotent` says so. */
  post: by('POST'),
  /** Sends a body to be kept under the URL; on A7600. */
  put: by('PUT'),
  /** Deletes what is under the URL; on A7600. */
  delete: by('DELETE'),
  /**
   * Gets a page and emits its body once, parsed as JSON. Fails as `get` does, `http-status` from 400 on included, and with a
   * `SyntaxError` where the body is no JSON. The type is a claim, as with `ajax.getJSON`: nothing checks it.
   */
  getJSON: <T = unknown>(target: HttpTarget, asked: Asked): Observable<T> =>
    get(target, asked).pipe(
      collect(),
      map((response) => response.json<T>()),
    ),
  /** Gets a page and emits its body once, as UTF-8 text. Fails as `get` does, `http-status` from 400 on included. */
  getText: (target: HttpTarget, asked: Asked): Observable<string> =>
    get(target, asked).pipe(
      collect(),
      map((response) => response.text()),
    ),
  /**
   * Gets a body as a WHATWG stream: the next window is requested when the last was read. What fits a window is read at once.
   * A longer body holds the modem until it is read or cancelled; left unread for `unreadMs` while another request waits, it
   * fails with `timeout`, phase `reader`, and the other request begins.
   */
  readable,
  /**
   * Gets a body as an async iterable, paced by its loop; leaving the loop closes the session. An iterator that is neither read
   * to its end nor returned gives way as `readable` does.
   */
  iterate: (target: HttpTarget, asked: Asked): AsyncGenerator<Uint8Array, void, void> =>
    bodyAsyncIterable(() => readable(target, asked)),
  /**
   * The error with which a request fails on a family before anything is written, or `undefined`. Needs no modem.
   *
   *     http.check(sim800, { url, method: 'PUT' })    ⇒ ModemError { kind: 'unsupported', family: 'SIM800', feature: 'HTTP PUT' }
   */
  check: (profile: Profile, asked: Asked): ModemError | undefined =>
    problemOf(() => httpCallOf(profile, singleHop(profile, requestOf(asked)))),
});
