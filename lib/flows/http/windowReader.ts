import { map, type Observable, tap, throwError } from 'rxjs';
import { joinBytes } from '../../../operators/joinBytes';
import { lengthOf } from '../../../operators/pacedWindow';
import { agreement, type ReadWindow } from '../../dialects/readWindow';
import { onRefusal } from '../../dialects/steps/onRefusal';
import { lastWords } from '../../grammar/errors/lastWords';
import { ModemError } from '../../grammar/errors/modemError';
import type { Reason } from '../../grammar/errors/reason';
import { retryWith } from '../../../operators/retryWith';
import { timeLimits } from '../../../operators/timeLimits';
import { reportDamage } from '../../../operators/windowPace';
import { type HttpSession, windowsOf } from './httpProgress';

/** Damage on the line: the modem may still hold the bytes. */
const isDamage = ({ kind }: Reason): boolean => kind === 'corrupt' || kind === 'timeout';

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
    return dialect.read(channel, offset, size).pipe(
      tap(whole(session, size)),
      map(({ slices }) => slices),
      onRefusal((error) => throwError(() => early(error))),
      reportDamage(windowsOf(session)),
      retryWith({ attempts: dialect.canReread(call) ? 2 : 1, delay: 0, when: isDamage }),
      timeLimits(eachMs === undefined ? {} : { eachMs }),
    );
  };
