import { type Observable, tap, throwError } from 'rxjs';
import { onRefusal } from '../../dialects/onRefusal';
import { ModemError } from '../../grammar/errors/modemError';
import type { Reason } from '../../grammar/errors/reason';
import { retryWith } from '../../../operators/retryWith';
import { timeLimits } from '../../../operators/timeLimits';
import type { HttpProgress, HttpSession } from './httpProgress';

/** Damage on the line: the modem may still hold the bytes. */
const isDamage = ({ kind }: Reason): boolean => kind === 'corrupt' || kind === 'timeout';

/**
 * Fails where a window is too short: a block was lost with its header. The same length a second time is taken for the most that
 * the firmware gives at once.
 */
const whole =
  (command: string, progress: HttpProgress, size: number) =>
  (slices: readonly Uint8Array[]): void => {
    const got = slices.reduce((sum, { length }) => sum + length, 0);
    if (got === 0 || got >= size || got === progress.shortBytes) return;
    progress.shortBytes = got;
    throw new ModemError({ kind: 'corrupt', command, expectedBytes: size });
  };

/**
 * Makes the function that reads a response's windows. A damaged window is read again, once, where the modem keeps the
 * response. A modem that refuses a window has lost the response: it fails with `length`.
 */
export const windowReader =
  ({ channel, dialect, call, progress }: HttpSession, totalBytes: number) =>
  (offset: number, size: number): Observable<readonly Uint8Array[]> => {
    const { eachMs } = call.timeout;
    const early = () => new ModemError({ kind: 'length', expectedBytes: totalBytes, gotBytes: offset });
    return dialect.read(channel, offset, size).pipe(
      tap(whole(`reading ${call.method} body`, progress, size)),
      onRefusal(() => throwError(early)),
      retryWith({ attempts: dialect.rereads(call) ? 2 : 1, delay: 0, when: isDamage }),
      timeLimits(eachMs === undefined ? {} : { eachMs }),
    );
  };
