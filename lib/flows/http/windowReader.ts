import { catchError, map, mergeMap, type Observable, throwError, timer } from 'rxjs';
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

/**
 * Fails where a window is too short: a block may have been lost with its header. It is no loss where one block came and nothing
 * else, of a body that can't be read again; where the same window, read again, begins alike; and where one of this length was
 * believed before.
 */
const whole = ({ call, dialect, progress }: HttpSession, size: number) => {
  const command = `reading ${call.method} body`;
  const agrees = agreement();
  const mayTrust = !dialect.canReread(call);
  return ({ slices, isPlain }: ReadWindow): void => {
    const got = lengthOf(slices);
    if (got === 0 || got >= size || got === progress.shortBytes) return;
    if (isPlain && (mayTrust || progress.isShort)) return;
    progress.isShort = agrees(joinBytes(slices));
    if (progress.isShort) return;
    progress.shortBytes = got;
    throw new ModemError({ kind: 'corrupt', command, expectedBytes: size });
  };
};

/**
 * Makes the function that reads a response's windows. A damaged window is read again, once, where the modem keeps the
 * response. A modem that refuses a window has lost the response: it fails with `length`.
 */
export const windowReader =
  (session: HttpSession, totalBytes: number) =>
  (offset: number, size: number): Observable<readonly Uint8Array[]> => {
    const { channel, dialect, call } = session;
    const { eachMs } = call.timeout;
    const early = ({ reason }: ModemError): ModemError => {
      const said = lastWords(reason) ?? 'ERROR';
      return new ModemError({ kind: 'length', expectedBytes: totalBytes, gotBytes: offset, said });
    };
    const check = whole(session, size);
    const read = (isLast: boolean): Observable<readonly Uint8Array[]> =>
      dialect.read(channel, offset, size).pipe(
        map((window) => {
          check(window);
          return window.slices;
        }),
        catchError((error: unknown) => {
          reportIfDamage(windowsOf(session), error);
          if (!isLast && mayBeHeld(error)) return timer(0).pipe(mergeMap(() => read(true)));
          return throwError(() => (isRefusal(error) ? early(error) : error));
        }),
      );
    return read(!dialect.canReread(call)).pipe(timeLimits(eachMs === undefined ? {} : { eachMs }));
  };
