import { type Observable, throwError } from 'rxjs';
import { onRefusal } from '../dialects/onRefusal';
import { ModemError } from '../grammar/modemError';
import type { Reason } from '../grammar/reason';
import { retryWith } from '../../operators/retryWith';
import type { Talk } from '../../operators/talk';
import { timeoutWith } from '../../operators/timeoutWith';
import type { Attempt } from './attempt';

/** Damaged on the line, or stuck there: the modem may well have it still. */
const isDamage = ({ kind }: Reason): boolean => kind === 'corrupt' || kind === 'timeout';

/**
 * Makes the reading of a response's windows: a damaged one is read again, once, where the modem keeps what it gave. A modem
 * that refuses a window has lost the response: that is a transfer that ended early.
 */
export const windowReader =
  (talk: Talk, { dialect, request, call }: Attempt, totalBytes: number) =>
  (offset: number, size: number): Observable<readonly Uint8Array[]> => {
    const { eachMs } = request.timeout;
    const early = new ModemError({ kind: 'length', expectedBytes: totalBytes, gotBytes: offset });
    return dialect.read(talk, offset, size).pipe(
      onRefusal(() => throwError(() => early)),
      retryWith({ attempts: dialect.rereads(call) ? 2 : 1, delay: 0, when: isDamage }),
      timeoutWith(eachMs === undefined ? {} : { eachMs }),
    );
  };
