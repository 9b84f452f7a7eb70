import {
  catchError,
  concat,
  defer,
  EMPTY,
  exhaustMap,
  interval,
  map,
  merge,
  mergeMap,
  type Observable,
  Subject,
  takeUntil,
  tap,
  reduce,
  throwError,
} from 'rxjs';
import type { HttpHead } from '../../grammar/errors/httpHead';
import { isUnanswered } from '../../dialects/ask';
import { bracket } from '../../../operators/bracket';
import { timeLimits } from '../../../operators/timeLimits';
import type { TransferEvent } from '../../../operators/transferEvent';
import { failWith } from '../../../operators/failWith';
import type { Work } from '../../../operators/work';
import { type HttpSession, windowsOf } from './httpProgress';
import { bodyEvents } from './bodyEvents';
import { wholeHead } from './bodyPart';
import { ModemError } from '../../grammar/errors/modemError';
import { joinBytes } from '../../../operators/joinBytes';
import { readWindows } from '../../../operators/readWindows';
import { windowReader } from './windowReader';

/** How much of the body of a refused status the error keeps. */
export const maxErrorBytes = 65_536;

/** Fails with `http-status`: the error carries the head, and the body up to `maxErrorBytes`. */
const notAccepted = (session: HttpSession, head: HttpHead): Observable<never> => {
  const { method } = session.call;
  const windowBytes = windowsOf(session);
  const totalBytes = method === 'HEAD' ? 0 : Math.min(head.length, maxErrorBytes);
  session.progress.overreads = false;
  return readWindows(windowReader(session, totalBytes, head.length), { totalBytes, windowBytes }).pipe(
    reduce((slices: Uint8Array[], { bytes }) => [...slices, bytes], []),
    mergeMap((slices) => {
      const body = joinBytes(slices);
      return throwError(() => new ModemError({ kind: 'http-status', head, body }));
    }),
  );
};

/** Whether the request accepts the status. The head of a part that the library asked for counts as that of the whole. */
const isWanted = ({ call, progress }: HttpSession, head: HttpHead): boolean => {
  // A part that the library asked for lies behind the end.
  if (call.range && head.status === 416) return false;
  const { status } = call.range ? wholeHead(head, head.length) : head;
  return progress.head ? status === progress.head.status : call.accepts(status);
};

/** Adds the modem's progress at intervals until the response begins, where the request wants it. */
const withWorking =
  ({ channel, dialect, call }: HttpSession) =>
  (answered: Observable<TransferEvent>): Observable<TransferEvent> => {
    const { queryProgress: ask } = dialect;
    const { workingEveryMs } = call;
    if (!ask || workingEveryMs === undefined) return answered;
    const off = new Subject<void>();
    const working = interval(workingEveryMs).pipe(
      // A state that is not known, or not told, is no event.
      exhaustMap(() => ask(channel).pipe(catchError((error: unknown) => unlessLost(error)))),
      map((values): TransferEvent => ({ kind: 'working', ...values })),
      takeUntil(off),
    );
    const end = (): void => off.next();
    return merge(working, answered.pipe(tap({ next: end, error: end, complete: end })));
  };

const unlessLost = (error: unknown): Observable<never> =>
  isUnanswered(error) ? EMPTY : throwError(() => error);

/** The bearer under an attempt. */
interface OnBearer {
  /** Fails when it is gone. */
  readonly lost: Observable<never>;
  /** Tells whether nothing else uses it now. */
  readonly isAlone: () => boolean;
}

const use = (session: HttpSession, { lost, isAlone }: OnBearer): Observable<TransferEvent> => {
  const { channel, dialect, call, progress } = session;
  const { content, timeout } = call;
  const { firstMs, totalMs } = timeout;
  const head = defer(() => {
    progress.sent = true;
    return dialect.sendRequest(channel, call);
  });
  const answered = head.pipe(
    failWith(lost),
    timeLimits(firstMs === undefined ? {} : { firstMs }),
    mergeMap((head) => {
      const events = isWanted(session, head) ? bodyEvents : notAccepted;
      return events(session, head).pipe(failWith(dialect.conflictingResult(channel)));
    }),
  );
  return concat(
    dialect.configure(channel, call, isAlone),
    content && content.length > 0 ? dialect.upload(channel, call, content) : EMPTY,
    answered.pipe(withWorking(session)),
  ).pipe(
    map((event) => Object.freeze(event)),
    timeLimits(totalMs === undefined ? {} : { totalMs }),
  );
};

/**
 * One try of a request, as work on the modem's HTTP service: opens the session, sends parameters, body and action, emits head
 * and windows, closes the session. It begins where `progress` is, and keeps it up to date.
 */
export const httpAttempt = (session: HttpSession, bearer: OnBearer): Work<TransferEvent> => {
  const { channel, dialect } = session;
  return bracket(
    dialect.open(channel),
    () => use(session, bearer),
    () => dialect.close(channel),
  );
};
