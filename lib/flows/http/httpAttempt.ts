import {
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
import { onRefusal } from '../../dialects/onRefusal';
import { bracket } from '../../../operators/bracket';
import type { Talk } from '../../../operators/talk';
import { timeoutWith } from '../../../operators/timeoutWith';
import type { TransferEvent } from '../../../operators/transferEvent';
import { untilBroken } from '../../../operators/untilBroken';
import type { Work } from '../../../operators/work';
import type { Attempt } from './progress';
import { bodyEvents } from './bodyEvents';
import { wholeHead } from './bodyPart';
import { ModemError } from '../../grammar/errors/modemError';
import { joinBytes } from '../../../operators/joinBytes';
import { windows } from '../../../operators/windows';
import { windowReader } from './windowReader';

/** How much of the body that came with a refused status is kept with the error. */
export const maxErrorBytes = 65_536;

/** Fails with a status that the request does not accept: the error carries head and body, the latter bounded. */
const notAccepted = (talk: Talk, attempt: Attempt, head: HttpHead): Observable<never> => {
  const totalBytes = attempt.call.method === 'HEAD' ? 0 : Math.min(head.length, maxErrorBytes);
  const { windowBytes } = attempt.request;
  return windows(windowReader(talk, attempt, totalBytes), { totalBytes, windowBytes }).pipe(
    reduce((slices: Uint8Array[], { bytes }) => [...slices, bytes], []),
    mergeMap((slices) => {
      const body = joinBytes(slices);
      return throwError(() => new ModemError({ kind: 'http-status', head, body }));
    }),
  );
};

/** Of the parts that the library asks for by itself the reader knows nothing: to them the first is the whole. */
const isWanted = ({ call, progress, request }: Attempt, head: HttpHead): boolean => {
  const { status } = call.range ? wholeHead(head, head.length) : head;
  return progress.head ? status === progress.head.status : request.accepts(status);
};

/** Asks how far the modem is, in between, where the request wishes it. */
const working = (talk: Talk, { dialect, request }: Attempt): Observable<TransferEvent> => {
  const { working: ask } = dialect;
  const { workingEveryMs } = request;
  if (!ask || workingEveryMs === undefined) return EMPTY;
  return interval(workingEveryMs).pipe(
    exhaustMap(() => ask(talk).pipe(onRefusal(() => EMPTY))),
    map((values) => ({ kind: 'working', ...values })),
  );
};

const use = (talk: Talk, attempt: Attempt, lost: Observable<never>): Observable<TransferEvent> => {
  const { dialect, request, call, progress } = attempt;
  const { firstMs, totalMs } = request.timeout;
  const { content } = call;
  const head = defer(() => {
    progress.sent = true;
    return dialect.act(talk, call);
  });
  const answered = head.pipe(
    untilBroken(lost),
    timeoutWith(firstMs === undefined ? {} : { firstMs }),
    mergeMap((head) => {
      const events = isWanted(attempt, head) ? bodyEvents : notAccepted;
      return events(talk, attempt, head).pipe(untilBroken(dialect.contradicted(talk)));
    }),
  );
  const off = new Subject<void>();
  return concat(
    dialect.configure(talk, call),
    content && content.length > 0 ? dialect.upload(talk, call, content) : EMPTY,
    merge(
      working(talk, attempt).pipe(takeUntil(off)),
      answered.pipe(tap({ next: () => off.next(), error: () => off.next(), complete: () => off.next() })),
    ),
  ).pipe(
    map((event) => Object.freeze(event)),
    timeoutWith(totalMs === undefined ? {} : { totalMs }),
  );
};

/**
 * One try of a request, as work on the modem's HTTP service: session, parameters, body, action, head, windows, and the
 * session's end. It begins where `progress` says, and leaves there how far it came. `lost` fails when what it rides on is gone.
 */
export const httpAttempt = (talk: Talk, attempt: Attempt, lost: Observable<never>): Work<TransferEvent> => {
  const { dialect } = attempt;
  return bracket(
    dialect.open(talk),
    () => use(talk, attempt, lost),
    () => dialect.close(talk),
  );
};
