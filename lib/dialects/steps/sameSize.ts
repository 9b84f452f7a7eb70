import { catchError, EMPTY, mergeMap, type Observable, throwError } from 'rxjs';
import type { CommandChannel } from '../../../operators/commandChannel';
import { ModemError } from '../../grammar/errors/modemError';
import type { FilesDialect } from '../filesDialect';
import { isRefusal } from './onRefusal';

/** What a question may fail with that says nothing about the file: no answer, or one that can't be read. */
const SILENT: ReadonlySet<string> = new Set(['timeout', 'unreadable', 'corrupt', 'ftp']);

const saysNothing = (error: unknown): boolean =>
  isRefusal(error) || (error instanceof ModemError && SILENT.has(error.reason.kind));

/** Completes where a length is the one that was reported before; fails with `length` otherwise. */
export const expectSize =
  (expectedBytes: number) =>
  (size: Observable<number>): Observable<never> =>
    size.pipe(
      mergeMap((gotBytes) =>
        gotBytes === expectedBytes
          ? EMPTY
          : throwError(() => new ModemError({ kind: 'length', expectedBytes, gotBytes })),
      ),
    );

/**
 * Asks for a file's length once more when it has been read: a digit that was lost on the line makes a shorter file, and nothing
 * else shows it. Fails with `length` where the file has another length than before. A modem that does not answer proves nothing.
 *
 *     > AT+FSFLSIZE=C:\User\a.txt   < +FSFLSIZE: 70    …   > AT+FSFLSIZE=C:\User\a.txt   < +FSFLSIZE: 700    ⇒ length
 */
export const sameSize = (
  files: Pick<FilesDialect, 'size'>,
  channel: CommandChannel,
  path: string,
  bytes: number,
): Observable<never> =>
  files.size(channel, path).pipe(
    expectSize(bytes),
    catchError((error: unknown) => (saysNothing(error) ? EMPTY : throwError(() => error))),
  );
