import { concat, defer, EMPTY, type Observable, tap } from 'rxjs';
import { persist } from '../../operators/persist';
import type { TransferEvent } from '../../operators/transferEvent';
import type { Modem } from '../modem/modem';
import type { Attempt } from './attempt';
import { checkedAccess } from './checkedAccess';
import { httpAttempt } from './httpAttempt';
import { httpCallOf } from './httpCallOf';
import { httpComeback } from './httpComeback';
import type { HttpRequest } from './httpRequest';
import { httpSettled } from './httpSettled';
import { nextRange } from './nextRange';
import { noProgress } from './progress';

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
  defer(() => {
    const settled = httpSettled(request);
    const call = httpCallOf(modem.profile, settled);
    const access = checkedAccess(settled.access);
    const progress = noProgress();
    const attempt = (): Attempt => ({
      dialect: modem.profile.http,
      request: settled,
      call: { ...call, range: nextRange(progress) },
      progress,
    });
    const session = (): Observable<TransferEvent> => {
      const now = attempt();
      const more = defer(() => (progress.partBytes && progress.loaded < progress.total ? session() : EMPTY));
      return concat(
        modem.inTurn('http', (talk) => modem.onBearer(talk, access, (lost) => httpAttempt(talk, now, lost))),
        more,
      );
    };
    // A body that reached the modem once more is no progress: only what comes back begins the count anew.
    let failures = 0;
    const counted = (): Observable<TransferEvent> =>
      session().pipe(tap(({ kind }) => (failures = kind === 'sent' || kind === 'working' ? failures : 0)));
    return modem.hold(persist(counted, (error) => httpComeback(attempt(), error, (failures += 1))));
  });
