import { catchError, defer, map, mergeMap, type Observable, of, throwError } from 'rxjs';
import { lengthOf } from '../../../operators/pacedWindow';
import { retryWith } from '../../../operators/retryWith';
import { isUnanswered } from '../../dialects/ask';
import type { ReadWindow } from '../../dialects/readWindow';
import { ModemError } from '../../grammar/errors/modemError';
import type { HttpSession } from './httpProgress';

/** Whether a byte behind the end is asked for together with the last window; otherwise it is looked for when all have come. */
export const asksTogether = ({ call, dialect }: Pick<HttpSession, 'call' | 'dialect'>): boolean =>
  dialect.canReread(call) && call.timeout.eachMs === undefined;

/**
 * Reads a window; where nothing confirms the length of the body, the last one asks for a byte more than should be there. Modems give what
 * there is, so that byte shows that a digit of the length was lost on the line.
 *
 *     +HTTPACTION: 0,200,70   > AT+HTTPREAD=0,71   < +HTTPREAD: 70      < +HTTPREAD: 71   ⇒ length
 *
 * Where the modem refuses that, is silent, or gives too few bytes, it is asked for the expected ones: that repeats no request.
 */
export const overread = (
  session: HttpSession,
  offset: number,
  size: number,
  expectedBytes: number,
): Observable<ReadWindow> =>
  defer(() => {
    const { channel, dialect, progress } = session;
    const { maxBytes = Infinity } = dialect.tooLarge;
    const isLast = offset + size >= expectedBytes;
    if (!isLast || !progress.overreads || size >= maxBytes || !asksTogether(session))
      return dialect.read(channel, offset, size);
    return dialect.read(channel, offset, size + 1).pipe(
      retryWith<ReadWindow>({ attempts: 2, delay: 0, when: ({ kind }) => kind === 'corrupt' }),
      map((window) => {
        const got = lengthOf(window.slices);
        if (got > size)
          throw new ModemError({ kind: 'length', expectedBytes, gotBytes: offset + got, shownBy: 'probe' });
        return got === size ? window : undefined;
      }),
      catchError((error: unknown) => (isUnanswered(error) ? of(undefined) : throwError(() => error))),
      mergeMap((window) => {
        if (window) return of(window);
        progress.overreads = false;
        return dialect.read(channel, offset, size);
      }),
    );
  });
