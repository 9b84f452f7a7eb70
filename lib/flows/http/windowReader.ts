import { catchError, map, mergeMap, type Observable, of, throwError, timer } from 'rxjs';
import { joinBytes } from '../../../operators/joinBytes';
import { lengthOf } from '../../../operators/pacedWindow';
import { agreement, type ReadWindow } from '../../dialects/readWindow';
import { isRefusal } from '../../dialects/steps/onRefusal';
import { lastWords } from '../../grammar/errors/lastWords';
import { ModemError } from '../../grammar/errors/modemError';
import { timeLimits } from '../../../operators/timeLimits';
import { reportIfDamage } from '../../../operators/windowPace';
import { type HttpSession, windowsOf } from './httpProgress';

/** After damage on the line the modem may still hold the bytes; any other error stands. A window is emitted whole or not at all. */
const mayBeHeld = (error: unknown): boolean =>
  error instanceof ModemError && (error.reason.kind === 'corrupt' || error.reason.kind === 'timeout');

/** A window, and what was asked for. */
interface Asked {
  readonly window: ReadWindow;
  readonly size: number;
  /** How many bytes of the response lie behind what was asked from. */
  readonly restBytes: number;
}

/**
 * Makes what fails where a window is too short: a block may have been lost with its header. It is no loss where one block came and
 * nothing else, of a body that can't be read again; where the same window, read again, begins alike; where one of this length was
 * believed before; and where the modem says that all behind the window is still unread.
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
      mergeMap((unread) => {
        if (unread === restBytes - got) return of(window);
        // What has arrived by now says nothing about the window: the next ones are no longer than that.
        progress.asksUnread = unread !== undefined;
        return doubted();
      }),
    );
  };
};

/** How long a body that is still arriving gets where the modem has nothing of it. */
const ARRIVING_MS = 1_000;

/**
 * Reads one window as the modem has it. Where the modem has given less than it was asked for before, it is asked how much it can
 * give. One that has nothing, although more must come, is asked once more: the body may still be arriving.
 */
const asReadable =
  ({ channel, dialect, progress }: HttpSession) =>
  (offset: number, wanted: number): Observable<Omit<Asked, 'restBytes'>> => {
    const { unreadBytes } = dialect;
    const held = unreadBytes && progress.asksUnread ? unreadBytes(channel) : of(undefined);
    const read = held.pipe(
      map((unread = 0) => (unread > 0 ? Math.min(unread, wanted) : wanted)),
      mergeMap((size) => dialect.read(channel, offset, size).pipe(map((window) => ({ window, size })))),
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
 * response. A modem that refuses a window has lost the response: it fails with `length`. `responseBytes` is how many the modem
 * holds: those of a part are fewer than the total.
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
    const readOne = asReadable(session);
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
