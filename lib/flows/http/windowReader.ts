import { catchError, map, mergeMap, type Observable, of, throwError, timer } from 'rxjs';
import { joinBytes } from '../../../operators/joinBytes';
import { lengthOf } from '../../../operators/pacedWindow';
import { agreement, type ReadWindow } from '../../dialects/readWindow';
import { isRefusal } from '../../dialects/steps/onRefusal';
import { lastWords } from '../../grammar/errors/lastWords';
import { ModemError } from '../../grammar/errors/modemError';
import type { Reason } from '../../grammar/errors/reason';
import { timeLimits } from '../../../operators/timeLimits';
import { reportIfDamage } from '../../../operators/windowPace';
import { type HttpSession, windowsOf } from './httpProgress';
import { overread } from './overread';

/** After damage on the line the modem may still hold the bytes; any other error stands. A window is emitted whole or not at all. */
const mayBeHeld = (error: unknown): boolean => error instanceof ModemError && DAMAGED.has(error.reason.kind);

const DAMAGED = new Set<Reason['kind']>(['corrupt', 'timeout', 'unreadable']);

/** A window, and the request for it. */
interface Asked {
  readonly window: ReadWindow;
  /** How many bytes were asked for. */
  readonly size: number;
  /** How many bytes the response has from the offset of the window on. */
  readonly restBytes: number;
  /** Reads the same window once more. */
  readonly again: Observable<ReadWindow>;
}

/**
 * Makes the check that fails with `corrupt` if a window is too short: a block may be lost with its header. Nothing is lost
 *
 * - if the window is one block and nothing else, of a body that can't be read again,
 * - if the same window, read again, begins alike,
 * - if a window of this length was believed before,
 * - if the modem says that everything behind the window is still unread, or
 * - for a request that can't be repeated: if the modem still has the window, and gives it alike.
 *
 * Otherwise the next try asks for less at once, so that nothing is doubtful.
 */
const wholeness = (session: HttpSession) => {
  const { call, channel, dialect, progress } = session;
  const agrees = agreement();
  const mayTrust = !dialect.canReread(call);
  const isSound = ({ window: { slices, isPlain }, size }: Asked): boolean => {
    const got = lengthOf(slices);
    if (got === 0 || got >= size || got === progress.shortBytes) return true;
    if (isPlain && (mayTrust || progress.isShort)) return true;
    progress.isShort = agrees(joinBytes(slices));
    return progress.isShort;
  };
  return (asked: Asked): Observable<ReadWindow> => {
    const { window, size, restBytes } = asked;
    if (isSound(asked)) return of(window);
    const got = lengthOf(window.slices);
    const doubted = (): Observable<never> => {
      progress.shortBytes = got;
      const command = `reading ${call.method} body`;
      return throwError(() => new ModemError({ kind: 'corrupt', command, expectedBytes: size }));
    };
    if (!mayTrust || !dialect.unreadBytes) return doubted();
    return dialect.unreadBytes(channel).pipe(
      mergeMap((unread = restBytes) => {
        if (unread === restBytes - got) return of(window);
        // The modem may count only what has arrived, which decides nothing. The next windows ask for no more than it counts.
        progress.asksUnread = unread < restBytes;
        if (!progress.asksUnread) progress.blockBytes = window.blockBytes;
        return call.idempotent
          ? doubted()
          : sameAgain(asked).pipe(mergeMap((is) => (is ? of(window) : doubted())));
      }),
    );
  };
};

/** Whether the modem gives a window once more, as it came before. */
const sameAgain = ({ window, again }: Asked): Observable<boolean> => {
  const agrees = agreement();
  agrees(joinBytes(window.slices));
  return again.pipe(
    map(({ slices }) => lengthOf(slices) > 0 && agrees(joinBytes(slices))),
    catchError((error: unknown) =>
      isRefusal(error) || mayBeHeld(error) ? of(false) : throwError(() => error),
    ),
  );
};

/** The pause before an empty window is read again: the body may still be arriving. */
const ARRIVING_MS = 1_000;

/**
 * Reads one window. If an earlier window was too short, the modem is first asked how many bytes it can give. An empty window is read
 * once more.
 */
const asReadable =
  (session: HttpSession, responseBytes: number) =>
  (offset: number, mostBytes: number): Observable<Omit<Asked, 'restBytes'>> => {
    const { channel, dialect, progress } = session;
    const wanted = Math.min(mostBytes, progress.blockBytes ?? mostBytes);
    const { unreadBytes } = dialect;
    const held = unreadBytes && progress.asksUnread ? unreadBytes(channel) : of(undefined);
    const read = held.pipe(
      map((unread = 0) => (unread > 0 ? Math.min(unread, wanted) : wanted)),
      mergeMap((size) =>
        overread(session, offset, size, responseBytes).pipe(
          map((window) => ({ window, size, again: dialect.read(channel, offset, size) })),
        ),
      ),
    );
    if (!unreadBytes) return read;
    return read.pipe(
      mergeMap((asked) =>
        lengthOf(asked.window.slices) > 0 ? of(asked) : timer(ARRIVING_MS).pipe(mergeMap(() => read)),
      ),
    );
  };

/**
 * Makes the function that reads a response's windows. A damaged window is read again, once, where the modem keeps the
 * response. A modem that refuses a window has lost the response: it fails with `length`. `responseBytes` is the length of the
 * response on the modem, which is less than `totalBytes` for a part.
 */
export const windowReader =
  (session: HttpSession, totalBytes: number, responseBytes = totalBytes) =>
  (offset: number, size: number): Observable<readonly Uint8Array[]> => {
    const { dialect, call } = session;
    const { eachMs } = call.timeout;
    const early = ({ reason }: ModemError): ModemError => {
      const said = lastWords(reason) ?? 'ERROR';
      return new ModemError({ kind: 'length', expectedBytes: totalBytes, gotBytes: offset, said });
    };
    const whole = wholeness(session);
    const readOne = asReadable(session, responseBytes);
    const restBytes = responseBytes - offset;
    const read = (isLast: boolean): Observable<readonly Uint8Array[]> =>
      readOne(offset, size).pipe(
        mergeMap((asked) => whole({ ...asked, restBytes })),
        map(({ slices }) => slices),
        catchError((error: unknown) => {
          reportIfDamage(windowsOf(session), error);
          if (!isLast && mayBeHeld(error)) return timer(0).pipe(mergeMap(() => read(true)));
          return throwError(() => (isRefusal(error) ? early(error) : error));
        }),
      );
    return read(!dialect.canReread(call)).pipe(timeLimits(eachMs === undefined ? {} : { eachMs }));
  };
