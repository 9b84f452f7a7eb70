import {
  catchError,
  concat,
  filter,
  map,
  mergeMap,
  type Observable,
  of,
  take,
  takeUntil,
  throwError,
  timer,
  using,
} from 'rxjs';
import type { Command } from '../grammar/command';
import { ModemError } from '../grammar/modemError';
import type { UrcDefinition } from '../grammar/urc';
import type { Feed } from '../../operators/feed';
import { ofUrc } from '../../operators/ofUrc';
import type { Response } from '../../operators/response';
import type { Talk } from '../../operators/talk';
import { a76FtpFailure, type A76FtpStep } from './a76FtpFailure';
import { isRefusal } from './isRefusal';

/** What tells the result of a command. */
export interface A76FtpTelling<V> {
  readonly urc: UrcDefinition<V>;
  /** The code in it, where it tells a failure. */
  readonly codeOf: (values: V) => number;
  readonly step?: A76FtpStep;
  readonly feed?: Feed;
}

/** How long a code may come behind `ERROR`. */
const LATE_CODE_MS = 300;

/**
 * Sends a command of the A76XX's FTP(S), and gives a refusal the code that comes with it, however it comes:
 *
 *     > AT+CFTPSPUT="a",3   < +CFTPSPUT: 11   < ERROR          before
 *     > AT+CFTPSPUT="a",3   < ERROR           < +CFTPSPUT: 14  behind: it is waited for, so that no other command gets it
 *     > AT+CFTPSPUT="a",3   < ERROR                            none: `refused`
 *     > AT+CFTPSGET="a"     < OK   …          < +CFTPSGET: 9   an answer that streamed ends with it
 *
 * Source: A76XX AT manual V1.09 pages 375–389.
 */
export const a76FtpSend = <A, V>(
  talk: Talk,
  command: Command<A>,
  { urc, codeOf, step = 'work', feed }: A76FtpTelling<V>,
): Observable<Response<A>> => {
  const codes = talk.urcs.pipe(ofUrc(urc), map(codeOf));
  let told: number | undefined;
  const listen = () => {
    told = undefined;
    return codes.subscribe({ next: (code) => (told = code), error: () => undefined });
  };
  const fail = (error: unknown): Observable<never> => {
    if (isRefusal(error)) {
      const late = told === undefined ? codes.pipe(take(1), takeUntil(timer(LATE_CODE_MS))) : of(told);
      const coded = late.pipe(
        filter((code) => code !== 0),
        mergeMap((code) => throwError(() => a76FtpFailure(code, step))),
      );
      return concat(
        coded,
        throwError(() => error),
      );
    }
    const isEnd = error instanceof ModemError && error.reason.kind === 'ended';
    const values = isEnd ? urc.form.read((error.reason as { readonly result: string }).result) : undefined;
    return throwError(() => (values === undefined ? error : a76FtpFailure(codeOf(values), step)));
  };
  return using(listen, () => talk.send(command, feed).pipe(catchError(fail)));
};
