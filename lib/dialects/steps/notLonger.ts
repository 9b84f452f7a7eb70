import { concat, type Observable, of, switchMap } from 'rxjs';
import { retryWith } from '../../../operators/retryWith';
import { expectSize } from './sameSize';

/**
 * Holds a length that was reported once against what the modem shows when it is asked: a digit that was lost on the line makes a shorter
 * body. Fewer bytes are no contradiction: they may not have arrived. More are asked for once more, since that answer may be damaged, too.
 *
 *     < +HTTPACTION: 0,200,70    > AT+HTTPREAD?  < +HTTPREAD: LEN,700   > AT+HTTPREAD?  < +HTTPREAD: LEN,700      ⇒ length
 *
 * Emits whether the modem shows this length; `undefined` shows nothing. Fails with `length` where it shows more bytes twice.
 */
export const notLonger = (bytes: number, shown: Observable<number | undefined>): Observable<boolean> =>
  shown.pipe(
    switchMap((other = 0) => concat(expectSize(bytes)(of(Math.max(other, bytes))), of(other === bytes))),
    retryWith({ attempts: 2, delay: 0, when: ({ kind }) => kind === 'length' }),
  );
