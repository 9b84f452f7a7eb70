import {
  concat,
  defer,
  EMPTY,
  map,
  mergeMap,
  type Observable,
  of,
  reduce,
  takeUntil,
  throwError,
} from 'rxjs';
import { ModemError } from '../grammar/modemError';
import type { HttpHead } from '../grammar/httpHead';
import { bracket } from '../../operators/bracket';
import { joinBytes } from '../../operators/joinBytes';
import { retryWith } from '../../operators/retryWith';
import type { Talk } from '../../operators/talk';
import { timeoutWith } from '../../operators/timeoutWith';
import type { TransferEvent } from '../../operators/transferEvent';
import { windows } from '../../operators/windows';
import type { Work } from '../../operators/work';
import type { HttpCall, HttpDialect } from '../dialects/httpDialect';
import type { Modem } from '../modem/modem';
import { checkedUrl } from './checkedUrl';
import { httpDefaults } from './httpDefaults';
import type { HttpRequest } from './httpRequest';

/** How much of an error's body is kept with the error. */
const MOST_ERROR_BYTES = 65_536;

type Settled = HttpRequest & typeof httpDefaults;

const callOf = (dialect: HttpDialect, { profile }: Modem, { method, url, resultMs }: Settled): HttpCall => {
  if (!dialect.methods.includes(method)) {
    throw new ModemError({ kind: 'unsupported', family: profile.title, feature: `HTTP ${method}` });
  }
  return { method, url: checkedUrl(url), resultMs };
};

/** A window, read again once where its bytes were damaged on the line and the modem still has them. */
const reader = (talk: Talk, dialect: HttpDialect) => (offset: number, size: number) =>
  dialect
    .read(talk, offset, size)
    .pipe(retryWith({ attempts: dialect.rereads ? 2 : 1, delay: 0, when: ({ kind }) => kind === 'corrupt' }));

const refused = (
  talk: Talk,
  dialect: HttpDialect,
  head: HttpHead,
  windowBytes: number,
): Observable<never> => {
  const totalBytes = Math.min(head.length, MOST_ERROR_BYTES);
  return windows(reader(talk, dialect), { totalBytes, windowBytes }).pipe(
    reduce((slices: Uint8Array[], { bytes }) => [...slices, bytes], []),
    mergeMap((slices) => {
      const reason = { kind: 'http-status', head, body: joinBytes(slices) } as const;
      return throwError(() => new ModemError(reason));
    }),
  );
};

const body = (
  talk: Talk,
  dialect: HttpDialect,
  call: HttpCall,
  head: HttpHead,
  settled: Settled,
): Observable<TransferEvent> => {
  if (call.method === 'HEAD' || head.length === 0) return EMPTY;
  const { windowBytes, into } = settled;
  return windows(reader(talk, dialect), { totalBytes: head.length, windowBytes, ...(into && { into }) });
};

/**
 * One HTTP request as a cold Observable of events: the head, then the body's chunks as they come.
 *
 *     subscribe   s
 *     modem       INIT PARA ACTION … READ … READ … TERM
 *     events      ------------------h----cc-----cc-----|
 *
 * Takes its turn on the modem's HTTP service, closes its session before it ends, and is tried again by policy as long as
 * nothing was emitted. Unsubscribing at any time tells it to wind up: `HTTPTERM` is said and heard.
 *
 * Fails with `invalid-argument` and `unsupported` before anything is written; `http-status` (with head and body) where the
 * status is not accepted; `http` with the modem's own code; `network`, `timeout`, `length`, `corrupt`, `reset`, `closed`.
 */
export const httpRequestFlow = (modem: Modem, request: HttpRequest): Observable<TransferEvent> =>
  defer(() => {
    const settled = { ...httpDefaults, ...request } as Settled;
    const dialect = modem.profile.http;
    const call = callOf(dialect, modem, settled);
    const use = (talk: Talk): Observable<TransferEvent> =>
      dialect.ask(talk, call).pipe(
        mergeMap((head) =>
          settled.accepts(head.status)
            ? concat(of({ kind: 'head', ...head } as const), body(talk, dialect, call, head, settled))
            : refused(talk, dialect, head, settled.windowBytes),
        ),
        map((event) => Object.freeze(event)),
        timeoutWith(settled.timeout),
      );
    const session =
      (talk: Talk): Work<TransferEvent> =>
      (leaving) =>
        concat(
          dialect.prepare(talk, settled.access).pipe(takeUntil(leaving)),
          of(null).pipe(
            takeUntil(leaving),
            mergeMap(() =>
              bracket(
                dialect.open(talk),
                () => use(talk),
                () => dialect.close(talk),
              )(leaving),
            ),
          ),
        );
    return modem.hold(modem.inTurn('http', session).pipe(retryWith(settled.retry)));
  });
