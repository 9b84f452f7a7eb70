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
import type { CommandChannel } from '../../../operators/commandChannel';
import { timeLimits } from '../../../operators/timeLimits';
import type { TransferEvent } from '../../../operators/transferEvent';
import { failWith } from '../../../operators/failWith';
import type { Work } from '../../../operators/work';
import type { Attempt } from './progress';
import { bodyEvents } from './bodyEvents';
import { wholeHead } from './bodyPart';
import { ModemError } from '../../grammar/errors/modemError';
import { joinBytes } from '../../../operators/joinBytes';
import { readWindows } from '../../../operators/readWindows';
import { windowReader } from './windowReader';

/** How much of the body that came with a refused status is kept with the error. */
export const maxErrorBytes = 65_536;

/** Fails with a status that the request does not accept: the error carries head and body, the latter bounded. */
const notAccepted = (channel: CommandChannel, attempt: Attempt, head: HttpHead): Observable<never> => {
  const totalBytes = attempt.call.method === 'HEAD' ? 0 : Math.min(head.length, maxErrorBytes);
  const { windowBytes } = attempt.request;
  return readWindows(windowReader(channel, attempt, totalBytes), { totalBytes, windowBytes }).pipe(
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
const working = (channel: CommandChannel, { dialect, request }: Attempt): Observable<TransferEvent> => {
  const { working: ask } = dialect;
  const { workingEveryMs } = request;
  if (!ask || workingEveryMs === undefined) return EMPTY;
  return interval(workingEveryMs).pipe(
    exhaustMap(() => ask(channel).pipe(onRefusal(() => EMPTY))),
    map((values) => ({ kind: 'working', ...values })),
  );
};

const use = (
  channel: CommandChannel,
  attempt: Attempt,
  lost: Observable<never>,
): Observable<TransferEvent> => {
  const { dialect, request, call, progress } = attempt;
  const { firstMs, totalMs } = request.timeout;
  const { content } = call;
  const head = defer(() => {
    progress.sent = true;
    return dialect.act(channel, call);
  });
  const answered = head.pipe(
    failWith(lost),
    timeLimits(firstMs === undefined ? {} : { firstMs }),
    mergeMap((head) => {
      const events = isWanted(attempt, head) ? bodyEvents : notAccepted;
      return events(channel, attempt, head).pipe(failWith(dialect.contradicted(channel)));
    }),
  );
  const off = new Subject<void>();
  return concat(
    dialect.configure(channel, call),
    content && content.length > 0 ? dialect.upload(channel, call, content) : EMPTY,
    merge(
      working(channel, attempt).pipe(takeUntil(off)),
      answered.pipe(tap({ next: () => off.next(), error: () => off.next(), complete: () => off.next() })),
    ),
  ).pipe(
    map((event) => Object.freeze(event)),
    timeLimits(totalMs === undefined ? {} : { totalMs }),
  );
};

/**
 * One try of a request, as work on the modem's HTTP service: session, parameters, body, action, head, windows, and the
 * session's end. It begins where `progress` says, and leaves there how far it came. `lost` fails when what it rides on is gone.
 */
export const httpAttempt = (
  channel: CommandChannel,
  attempt: Attempt,
  lost: Observable<never>,
): Work<TransferEvent> => {
  const { dialect } = attempt;
  return bracket(
    dialect.open(channel),
    () => use(channel, attempt, lost),
    () => dialect.close(channel),
  );
};
