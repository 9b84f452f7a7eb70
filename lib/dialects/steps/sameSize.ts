import { catchError, defer, EMPTY, mergeMap, type Observable, of, throwError } from 'rxjs';
import type { CommandChannel } from '../../../operators/commandChannel';
import { ModemError } from '../../grammar/errors/modemError';
import type { LengthSign } from '../../grammar/errors/reason';
import type { FilesDialect } from '../filesDialect';
import { isRefusal } from './onRefusal';

/** What a question may fail with that says nothing about the file: no answer, or one that can't be read. */
const SILENT: ReadonlySet<string> = new Set(['timeout', 'unreadable', 'corrupt', 'ftp']);

const saysNothing = (error: unknown): boolean =>
  isRefusal(error) || (error instanceof ModemError && SILENT.has(error.reason.kind));

/** Completes where a length is the one that was reported before; fails with `length` otherwise: it is stated, or was found by a probe. */
export const expectSize =
  (expectedBytes: number, shownBy: LengthSign = 'statement') =>
  (size: Observable<number>): Observable<never> =>
    size.pipe(
      mergeMap((gotBytes) =>
        gotBytes === expectedBytes
          ? EMPTY
          : throwError(() => new ModemError({ kind: 'length', expectedBytes, gotBytes, shownBy })),
      ),
    );

/** Goes another way where a question says nothing: refused, silent, or answered with what can't be read. */
export const orUnsaid = <T>(question: Observable<T>, otherwise: () => Observable<T>): Observable<T> =>
  question.pipe(catchError((error: unknown) => (saysNothing(error) ? otherwise() : throwError(() => error))));

/** How a file's length is asked for, and what lies behind it. */
export type Measures = Pick<FilesDialect, 'size' | 'isLonger'>;

/**
 * Asks for a file's length once more when it has been read: a digit that was lost on the line makes a shorter file, and nothing
 * else shows it. Fails with `length` where the file has another length than before. Where the modem does not answer, a byte is looked for
 * behind the end, if the family can; a modem that does not answer that either proves nothing.
 *
 *     > AT+FSFLSIZE=C:\User\a.txt   < +FSFLSIZE: 70    …   > AT+FSFLSIZE=C:\User\a.txt   < +FSFLSIZE: 700    ⇒ length
 */
export const sameSize = (
  { size, isLonger }: Measures,
  channel: CommandChannel,
  path: string,
  bytes: number,
): Observable<never> => {
  const behind = defer(() => isLonger?.(channel, path, bytes) ?? EMPTY).pipe(
    mergeMap((longer) => expectSize(bytes, 'probe')(of(longer ? bytes + 1 : bytes))),
  );
  return orUnsaid(size(channel, path).pipe(expectSize(bytes)), () => orUnsaid(behind, () => EMPTY));
};
