import { type Observable, tap, throwError } from 'rxjs';
import { onRefusal } from '../../dialects/onRefusal';
import { ModemError } from '../../grammar/errors/modemError';
import type { Reason } from '../../grammar/errors/reason';
import { retryWith } from '../../../operators/retryWith';
import type { CommandChannel } from '../../../operators/commandChannel';
import { timeLimits } from '../../../operators/timeLimits';
import type { Attempt, Progress } from './progress';

/** Damaged on the line, or stuck there: the modem may well have it still. */
const isDamage = ({ kind }: Reason): boolean => kind === 'corrupt' || kind === 'timeout';

/** A short window has lost a block, header and all. A firmware that gives no more at once is believed the second time. */
const whole =
  (command: string, progress: Progress, size: number) =>
  (slices: readonly Uint8Array[]): void => {
    const got = slices.reduce((sum, { length }) => sum + length, 0);
    if (got === 0 || got >= size || got === progress.shortBytes) return;
    progress.shortBytes = got;
    throw new ModemError({ kind: 'corrupt', command, expectedBytes: size });
  };

/**
 * Makes the reading of a response's windows: a damaged one is read again, once, where the modem keeps what it gave. A modem
 * that refuses a window has lost the response: that is a transfer that ended early.
 */
export const windowReader =
  (channel: CommandChannel, { dialect, request, call, progress }: Attempt, totalBytes: number) =>
  (offset: number, size: number): Observable<readonly Uint8Array[]> => {
    const { eachMs } = request.timeout;
    const early = () => new ModemError({ kind: 'length', expectedBytes: totalBytes, gotBytes: offset });
    return dialect.read(channel, offset, size).pipe(
      tap(whole(`reading ${request.method} body`, progress, size)),
      onRefusal(() => throwError(early)),
      retryWith({ attempts: dialect.rereads(call) ? 2 : 1, delay: 0, when: isDamage }),
      timeLimits(eachMs === undefined ? {} : { eachMs }),
    );
  };
