import { concat, defer, EMPTY, type Observable, tap } from 'rxjs';
import { resumeWith } from '../../../operators/resumeWith';
import type { TransferEvent } from '../../../operators/transferEvent';
import type { Modem } from '../../modem/modem';
import { type Attempt, noProgress, type Progress } from './progress';
import { checkedAccess } from '../transfer/checkedAccess';
import { httpAttempt } from './httpAttempt';
import { httpCallOf } from './httpCallOf';
import { httpComeback, httpMayGoOn, httpResumed, neverArrived } from './httpComeback';
import { type SettledRequest, type HttpRequest, httpSettled } from './httpRequest';
import type { Transfer } from '../transfer/transfer';
import type { ByteRange } from '../../dialects/httpDialect';

/**
 * Which part is asked for next: from where the last try ended, and no more than the modem can hold; the whole again where
 * the server does not tell versions apart.
 */
const nextRange = ({ loaded, total, partBytes, validator }: Progress): ByteRange | undefined => {
  if (partBytes === undefined) return loaded > 0 && validator !== undefined ? { from: loaded } : undefined;
  const to = loaded + partBytes - 1;
  return { from: loaded, to: total > 0 ? Math.min(to, total - 1) : to };
};

const onModem = (modem: Modem, request: SettledRequest, progress: Progress): Observable<TransferEvent> =>
  defer(() => {
    const call = httpCallOf(modem.profile, request);
    const access = checkedAccess(request.access);
    const attempt = (): Attempt => ({
      dialect: modem.profile.http,
      request,
      call: { ...call, range: nextRange(progress) },
      progress,
    });
    const session = (): Observable<TransferEvent> => {
      const now = attempt();
      const more = defer(() => (progress.partBytes && progress.loaded < progress.total ? session() : EMPTY));
      return concat(
        modem.exclusive('http', (channel) =>
          modem.withBearer(channel, access, (lost) => httpAttempt(channel, now, lost)),
        ),
        more,
      );
    };
    // A body that reached the modem once more is no progress: only what comes back begins the count anew.
    let failures = 0;
    const counted = (): Observable<TransferEvent> =>
      session().pipe(tap(({ kind }) => (failures = kind === 'sent' || kind === 'working' ? failures : 0)));
    return modem.keepOpen(resumeWith(counted, (error) => httpComeback(attempt(), error, (failures += 1))));
  });

/**
 * An HTTP request that keeps how far it is: on the modem that it was begun on it is tried again by its own policy, and on
 * another one it goes on behind what was emitted, under the same checks. `progress` is where it begins; nowhere by default.
 */
export const httpTransfer = (
  given: HttpRequest,
  progress: Progress = noProgress(),
): Transfer<TransferEvent> => {
  const request = httpSettled(given);
  return {
    on: (modem) => onModem(modem, request, progress),
    elsewhere: (reason) => {
      if (neverArrived(reason)) progress.sent = false;
      if (!httpMayGoOn(request, progress)) return undefined;
      // What one modem gave at once says nothing of another.
      progress.shortBytes = undefined;
      return httpResumed(progress, reason);
    },
  };
};
