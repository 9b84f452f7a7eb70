import { defer, type Observable } from 'rxjs';
import type { TransferEvent } from '../../operators/transferEvent';
import type { Modem } from '../modem/modem';
import type { HttpRequest } from './httpRequest';
import { httpTransfer } from './httpTransfer';

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
