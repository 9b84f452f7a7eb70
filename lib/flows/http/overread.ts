import { catchError, map, type Observable, of, throwError } from 'rxjs';
import { lengthOf } from '../../../operators/pacedWindow';
import type { ReadWindow } from '../../dialects/readWindow';
import { isRefusal } from '../../dialects/steps/onRefusal';
import { ModemError } from '../../grammar/errors/modemError';
import type { HttpSession } from './httpProgress';

const NOTHING: ReadWindow = { slices: [], isPlain: true };

/**
 * Reads a window; where nothing confirms the length of the body, the last one asks for a byte more than should be there. Modems give what
 * is left, so that byte shows that a digit of the length was lost on the line.
 *
 *     +HTTPACTION: 0,200,70   > AT+HTTPREAD=0,71   < +HTTPREAD: 70      < +HTTPREAD: 71   ⇒ length
 *
 * A modem that refuses so many bytes is asked for those that should be there.
 */
export const overread = (
  { channel, dialect, progress }: HttpSession,
  offset: number,
  size: number,
  expectedBytes: number,
): Observable<ReadWindow> => {
  const read = (bytes: number): Observable<ReadWindow> =>
    bytes === 0 ? of(NOTHING) : dialect.read(channel, offset, bytes);
  const { maxBytes = Infinity } = dialect.tooLarge;
  if (!progress.overreads || offset + size < expectedBytes || size >= maxBytes) return read(size);
  return read(size + 1).pipe(
    map((window) => {
      const got = lengthOf(window.slices);
      if (got <= size) return window;
      throw new ModemError({ kind: 'length', expectedBytes, gotBytes: offset + got });
    }),
    catchError((error: unknown) => {
      const isSilence = error instanceof ModemError && error.reason.kind === 'timeout';
      // It may wait for a byte that does not come: the next try asks for none.
      if (isRefusal(error) || isSilence) progress.overreads = false;
      return isRefusal(error) ? read(size) : throwError(() => error);
    }),
  );
};
