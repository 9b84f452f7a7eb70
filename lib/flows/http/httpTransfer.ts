import { serviceOf } from '../../dialects/serviceOf';
import { namingModel } from '../transfer/namingModel';
import { reopenOnce } from '../transfer/reopenOnce';
import { mayBeDone } from '../../grammar/errors/mayBeDone';
import { concat, defer, EMPTY, type Observable, catchError } from 'rxjs';
import { resumeWith } from '../../../operators/resumeWith';
import type { TransferEvent } from '../../../operators/transferEvent';
import type { Modem } from '../../modem/modem';
import { maxTimerMs } from '../../../operators/timeoutPolicy';
import { givingWay } from './givingWay';
import { begunBody } from './begunBody';
import type { HttpProgress } from './httpProgress';
import { httpAttempt } from './httpAttempt';
import { httpCallOf, httpPartOf } from './httpCallOf';
import { httpComeback, httpMayGoOn, httpResumed, neverArrived } from './httpComeback';
import { asksAgain, followRedirects, type Hops } from './followRedirects';
import type { HttpRequest } from './httpRequest';
import type { Transfer } from '../transfer/transfer';
import type { ByteRange, HttpCall } from '../../dialects/httpCall';
import { ModemError } from '../../grammar/errors/modemError';
import type { Reason } from '../../grammar/errors/reason';

/** The A76XX's code for a file that does not exist. */
const NO_FILE = 707;

/**
 * The part that the next try asks for: it begins where the last try ended and is no longer than the modem can hold. The whole
 * where the server does not name versions.
 */
const nextRange = (progress: HttpProgress): ByteRange | undefined => {
  const { loaded, total, partBytes, validator, elsewhere } = progress;
  // Bytes that must be compared are read again.
  if (elsewhere === 'bytes' && partBytes === undefined) return undefined;
  if (partBytes === undefined) return loaded > 0 && validator !== undefined ? { from: loaded } : undefined;
  const to = loaded + partBytes - 1;
  return { from: loaded, to: total > 0 ? Math.min(to, total - 1) : to };
};

/** The call with a sink that gives way to other flows, where the request limits how long a body may stay unread. */
const yielding = (call: HttpCall, modem: Modem): HttpCall => {
  const { into, unreadMs } = call;
  if (!into || unreadMs === undefined || unreadMs > maxTimerMs) return call;
  return { ...call, into: givingWay(into, unreadMs, modem.awaited('http')) };
};

const onModem = (modem: Modem, request: HttpRequest, progress: HttpProgress): Observable<TransferEvent> =>
  defer(() => {
    const dialect = serviceOf(modem.profile, 'http');
    const whole = yielding(httpCallOf(modem.profile, request), modem);
    // A body that reached the modem once more is no progress: only what comes back resets the count of failures.
    const isProgress = ({ kind }: TransferEvent): boolean => kind !== 'sent' && kind !== 'working';
    const session = (): Observable<TransferEvent> => {
      const range = nextRange(progress);
      const call = range ? httpPartOf(dialect, whole, range) : whole;
      const one = modem
        .exclusive('http', (channel) =>
          modem.withBearer(channel, call.access, (lost, isAlone) =>
            httpAttempt({ channel, dialect, call, progress }, { lost, isAlone }),
          ),
        )
        .pipe(reopenOnce(modem, { isProgress, mayRepeat: () => call.idempotent || !progress.sent }));
      if (progress.partBytes === undefined) return one;
      return concat(
        one,
        defer(() => (progress.loaded < progress.total ? session() : EMPTY)),
      );
    };
    const state = { dialect, call: whole, progress };
    return modem.keepOpen(
      resumeWith(session, (error, failures) => httpComeback(state, error, failures), isProgress).pipe(
        catchError((error: unknown) => namingModel(modem, isUnsure(state, error) ? mayBeDone(error) : error)),
      ),
    );
  });

/** Whether a request that is not repeated by itself was sent, so that the server may have done it. */
const isUnsure = (
  { call, progress }: { readonly call: HttpCall; readonly progress: HttpProgress },
  error: unknown,
): boolean =>
  progress.sent &&
  !call.idempotent &&
  !(error instanceof ModemError && (neverArrived(error.reason) || isMissingFile(call, error.reason)));

/** The modem did not find the file whose bytes the request was to send. */
const isMissingFile = ({ fromFile }: HttpCall, reason: Reason): boolean =>
  fromFile !== undefined &&
  reason.kind === 'http' &&
  (reason.row ? reason.row.cause === 'missing' : reason.code === NO_FILE);

/**
 * An HTTP request that keeps its progress: on the modem that it began on it is tried again by its own policy, and on another
 * one it goes on behind what was emitted, under the same checks, at the last place that a redirect led to. It begins at `progress`; at the start by default.
 */
export const httpTransfer = (
  request: HttpRequest,
  progress: HttpProgress = begunBody.progressOf(request),
): Transfer<TransferEvent> => {
  const hops: Hops = { request, progress, followed: 0 };
  return {
    on: (modem) => {
      const ask = (one: HttpRequest, at: HttpProgress): Observable<TransferEvent> =>
        at.elsewhere === 'bytes'
          ? concat(begunBody.takeKnown(one, at), onModem(modem, one, at))
          : onModem(modem, one, at);
      if (request.redirect !== 'follow' || !asksAgain(modem.profile, hops.request))
        return ask(hops.request, hops.progress);
      return modem.keepOpen(followRedirects(ask, hops));
    },
    elsewhere: (reason) => {
      const { progress: at } = hops;
      if (neverArrived(reason)) at.sent = false;
      if (!httpMayGoOn(hops.request, at)) return undefined;
      // The window sizes of one modem say nothing about another.
      at.shortBytes = undefined;
      at.asksUnread = false;
      at.blockBytes = undefined;
      at.windows = undefined;
      return httpResumed(at, reason);
    },
  };
};
