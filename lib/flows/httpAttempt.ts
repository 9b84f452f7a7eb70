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
  tap,
  throwError,
} from 'rxjs';
import type { HttpCall, HttpDialect } from '../dialects/httpDialect';
import type { HttpHead } from '../grammar/httpHead';
import { ModemError } from '../grammar/modemError';
import { bracket } from '../../operators/bracket';
import { joinBytes } from '../../operators/joinBytes';
import { retryWith } from '../../operators/retryWith';
import type { Talk } from '../../operators/talk';
import { timeoutWith } from '../../operators/timeoutWith';
import type { TransferEvent } from '../../operators/transferEvent';
import { windows } from '../../operators/windows';
import type { Work } from '../../operators/work';
import { bodyPart } from './bodyPart';
import type { SettledRequest } from './httpDefaults';
import type { Progress } from './progress';
import { validatorOf } from './validatorOf';
import { wholeHead } from './wholeHead';

/** How much of an error's body is kept with the error. */
const MOST_ERROR_BYTES = 65_536;

/** What a try has to go by. */
export interface Attempt {
  readonly dialect: HttpDialect;
  readonly request: SettledRequest;
  readonly call: HttpCall;
  readonly progress: Progress;
}

/** A window, read again once where its bytes were damaged on the line and the modem still has them. */
const reader = (talk: Talk, { dialect, request }: Attempt) => {
  const { eachMs } = request.timeout;
  return (offset: number, size: number) =>
    dialect
      .read(talk, offset, size)
      .pipe(
        retryWith({ attempts: dialect.rereads ? 2 : 1, delay: 0, when: ({ kind }) => kind === 'corrupt' }),
        timeoutWith(eachMs === undefined ? {} : { eachMs }),
      );
};

const notAccepted = (talk: Talk, attempt: Attempt, head: HttpHead): Observable<never> => {
  const totalBytes = attempt.call.method === 'HEAD' ? 0 : Math.min(head.length, MOST_ERROR_BYTES);
  const { windowBytes } = attempt.request;
  return windows(reader(talk, attempt), { totalBytes, windowBytes }).pipe(
    reduce((slices: Uint8Array[], { bytes }) => [...slices, bytes], []),
    mergeMap((slices) => {
      const body = joinBytes(slices);
      return throwError(() => new ModemError({ kind: 'http-status', head, body }));
    }),
  );
};

/** The head as the reader is told it, once: parts that the library asked for by itself look like the whole. */
const shownHead = ({ progress, call }: Attempt, head: HttpHead, total: number): Observable<TransferEvent> => {
  if (progress.head) return EMPTY;
  const asked = call.range ? wholeHead(head, total) : head;
  progress.head = asked;
  return of({ kind: 'head', ...asked });
};

const changed = (): ModemError =>
  new ModemError({ kind: 'range', problem: 'what the server serves has changed meanwhile' });

const body = (talk: Talk, attempt: Attempt, head: HttpHead): Observable<TransferEvent> => {
  const { call, progress, request } = attempt;
  if (call.method === 'HEAD') return shownHead(attempt, head, head.length);
  const part = bodyPart(head, call.range);
  const validator = validatorOf(head);
  const isNew = progress.head === undefined;
  if (!isNew && (validator !== progress.validator || part.total !== progress.total))
    return throwError(changed);
  progress.validator = validator;
  progress.total = part.total;
  const { windowBytes, into } = request;
  const fromByte = progress.loaded - part.from;
  const chunks = windows(reader(talk, attempt), {
    totalBytes: part.bytes,
    windowBytes,
    fromByte,
    ...(into && { into }),
  }).pipe(
    map((chunk) => ({ ...chunk, loaded: part.from + chunk.loaded, total: part.total })),
    tap(({ loaded }) => (progress.loaded = loaded)),
  );
  return concat(shownHead(attempt, head, part.total), chunks);
};

const use = (talk: Talk, attempt: Attempt): Observable<TransferEvent> => {
  const { dialect, request, call, progress } = attempt;
  const { firstMs, totalMs } = request.timeout;
  const { content } = call;
  const head = defer(() => {
    progress.sent = true;
    return dialect.act(talk, call);
  });
  const answered = head.pipe(
    timeoutWith(firstMs === undefined ? {} : { firstMs }),
    mergeMap((head) =>
      request.accepts(head.status) ? body(talk, attempt, head) : notAccepted(talk, attempt, head),
    ),
  );
  return concat(
    dialect.configure(talk, call),
    content && content.length > 0 ? dialect.upload(talk, call, content) : EMPTY,
    answered,
  ).pipe(
    map((event) => Object.freeze(event)),
    timeoutWith(totalMs === undefined ? {} : { totalMs }),
  );
};

/**
 * One try of a request, as work on the modem's HTTP service: bearer or context, session, parameters, body, action, head,
 * windows, and the session's end. It begins where `progress` says, and leaves there how far it came.
 */
export const httpAttempt =
  (talk: Talk, attempt: Attempt): Work<TransferEvent> =>
  (leaving) => {
    const { dialect, request } = attempt;
    const session = bracket(
      dialect.open(talk),
      () => use(talk, attempt),
      () => dialect.close(talk),
    );
    return concat(
      dialect.prepare(talk, request.access).pipe(takeUntil(leaving)),
      of(null).pipe(
        // eslint-disable-next-line rxjs-x/no-unsafe-takeuntil -- a session that has begun is told, and winds itself up
        takeUntil(leaving),
        mergeMap(() => session(leaving)),
      ),
    );
  };
