import { namingForeign } from '../transfer/namingModel';
import { serviceOf } from '../../dialects/serviceOf';
import { checkValue, is } from '../../grammar/checkOptions';
import {
  catchError,
  concat,
  concatMap,
  defer,
  EMPTY,
  from,
  ignoreElements,
  type Observable,
  of,
  takeUntil,
  tap,
  throwError,
} from 'rxjs';
import { mayBeDone } from '../../grammar/errors/mayBeDone';
import { ModemError } from '../../grammar/errors/modemError';
import { bracket } from '../../../operators/bracket';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { Sent } from '../../../operators/transferEvent';
import type { Work } from '../../../operators/work';
import { retryWith } from '../../../operators/retryWith';
import type { FilesDialect, FileWriter } from '../../dialects/filesDialect';
import { expectSize } from '../../dialects/steps/sameSize';
import type { Modem } from '../../modem/modem';

const piecesOf = (bytes: Uint8Array, most: number): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / most) }, (_, at) =>
    bytes.subarray(at * most, (at + 1) * most),
  );

/** Writes the pieces one after the other, and emits each when the modem has stored it. */
const store = (file: FileWriter, pieces: readonly Uint8Array[], total: number): Observable<Sent> => {
  let loaded = 0;
  const sent = (): Sent => Object.freeze({ kind: 'sent', loaded, total });
  if (total === 0) return of(sent());
  return from(pieces).pipe(
    concatMap((piece) =>
      concat(
        file.write(piece),
        defer(() => {
          loaded += piece.length;
          return of(sent());
        }),
      ),
    ),
  );
};

/**
 * Fails with `length` where the file has another length than was written; the command's own answer differs too much between
 * firmware. A length that differs is asked for once more: a digit may be lost on the line.
 */
const verify = (
  channel: CommandChannel,
  dialect: FilesDialect,
  path: string,
  expectedBytes: number,
): Observable<never> => {
  const check = dialect.size(channel, path).pipe(expectSize(expectedBytes));
  return check.pipe(retryWith({ attempts: 2, delay: 0, when: ({ kind }) => kind === 'length' }));
};

/**
 * Writes a file on the modem; replaces one of the same name.
 *
 *     subscribe   s
 *     modem       DEL CREATE WRITE   WRITE   size
 *     sent        --------------s-------s-------|       { loaded, total }
 *
 * Each piece is emitted when the modem has stored it; at the end the file's length is checked. A write that is unsubscribed or fails in
 * the middle leaves no half file behind: it is closed and deleted. Fails as the modem does, and with `length`.
 */
export const writeFile = (modem: Modem, path: string, bytes: Uint8Array): Observable<Sent> =>
  defer(() => {
    const dialect = serviceOf(modem.profile, 'files');
    const full = dialect.pathOf(checkValue(path, is.text, 'path'));
    checkValue(bytes, is.bytes, 'bytes');
    const pieces = piecesOf(bytes, dialect.maxWrittenBytes);
    let isWhole = false;
    const work = (channel: CommandChannel): Work<Sent> => {
      const use = (file: FileWriter): Observable<Sent> =>
        store(file, pieces, bytes.length).pipe(tap({ complete: () => (isWhole = true) }));
      const close = (file: FileWriter): Observable<unknown> =>
        concat(
          file.close.pipe(ignoreElements()),
          defer(() => (isWhole ? EMPTY : dialect.remove(channel, full))),
        );
      return (leaving) =>
        concat(
          bracket(dialect.create(channel, full), use, close)(leaving),
          defer(() => verify(channel, dialect, full, bytes.length)).pipe(takeUntil(leaving)),
        );
    };
    // A length that differs shows that it was not stored; any other failure behind the last piece shows nothing.
    const isUnsure = (error: unknown): boolean =>
      isWhole && !(error instanceof ModemError && error.reason.kind === 'length');
    return modem.exclusive('files', work).pipe(
      catchError((error: unknown) => throwError(() => (isUnsure(error) ? mayBeDone(error) : error))),
      namingForeign(modem),
    );
  });
