import {
  catchError,
  concat,
  EMPTY,
  from,
  ignoreElements,
  map,
  mergeMap,
  type Observable,
  tap,
  throwError,
} from 'rxjs';
import { fileDelete } from '../../simcom/simcomFilesCommands';
import {
  driveSpace,
  fileAttributes,
  fileClose,
  fileGet,
  fileOpen,
  fileWriteOn,
  folderChange,
  folderCurrent,
  folderList,
} from './a7600FilesCommands';
import { filePath } from '../../../grammar/codecs/filePath';
import { isLostAnswer } from '../../../dialects/ask';
import { agreement } from '../../../dialects/readWindow';
import { joinBytes } from '../../../../operators/joinBytes';
import { ModemError } from '../../../grammar/errors/modemError';
import type { Reason } from '../../../grammar/errors/reason';
import { lengthOf } from '../../../../operators/pacedWindow';
import { retryWith } from '../../../../operators/retryWith';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { FileEntry, FilesDialect, FileWriter } from '../../../dialects/filesDialect';
import { freeSpaces, isFileName } from '../../../dialects/steps/freeSpaces';
import { giveBytes } from '../../../dialects/steps/giveBytes';
import { inOrder } from '../../../dialects/steps/inOrder';
import { optionally } from '../../../dialects/steps/optionally';

const MAX_READ_BYTES = 10_240;
const MAX_WRITTEN_BYTES = 4_096;
/** How long the modem waits for the bytes that it was promised. */
const WAIT_SECONDS = 10;
const HEADING = /^\+FSLS:\s*(SUBDIRECTORIES|FILES):/i;

/** Sorts the lines of a listing by the headings above them; what is neither heading nor name is somebody else's. */
const entries = (lines: readonly string[]): readonly FileEntry[] => {
  let kind: FileEntry['kind'] = 'file';
  return lines.flatMap((line) => {
    const [, heading] = HEADING.exec(line) ?? [];
    if (heading !== undefined) kind = heading.toUpperCase() === 'FILES' ? 'file' : 'directory';
    return isFileName(line) ? [Object.freeze({ name: line, kind })] : [];
  });
};

/**
 * A short window may have lost bytes, header and all: it is asked for no more than the file has. It is no loss where it begins
 * as the one before.
 */
const inFull = (path: string, size: number) => {
  const agrees = agreement();
  return (slices: readonly Uint8Array[]): void => {
    const got = lengthOf(slices);
    if (got >= size || (got > 0 && agrees(joinBytes(slices)))) return;
    throw new ModemError({ kind: 'corrupt', command: `reading ${path}`, expectedBytes: size });
  };
};

/** An answer that says nothing about the directory: none, a damaged one, or another command's. */
const isLost = (reason: Reason): boolean => isLostAnswer(reason) || reason.kind === 'unreadable';

/** Completes where the modem says that it is in the directory; fails with the given error otherwise. */
const isIn = (channel: CommandChannel, directory: string, error: unknown): Observable<never> =>
  optionally(channel, folderCurrent()).pipe(
    mergeMap((answer) => {
      const isThere = answer?.value.path.replace(/\/+$/, '').toLowerCase() === directory.toLowerCase();
      return isThere ? EMPTY : throwError(() => error);
    }),
  );

/**
 * Most commands want a bare name, and the directory chosen before. Where the answer is lost twice, the modem is asked: in
 * another directory the same name is another file.
 */
const go = (channel: CommandChannel, directory: string): Observable<never> => {
  const path = directory.replace(/\/+$/, '');
  return inOrder(channel, folderChange({ path })).pipe(
    retryWith({ attempts: 2, delay: 0, when: isLost }),
    catchError((error: unknown) =>
      error instanceof ModemError && isLost(error.reason)
        ? isIn(channel, path, error)
        : throwError(() => error),
    ),
  );
};

const directoryOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const listed = (channel: CommandChannel): Observable<FileEntry> =>
  channel.send(folderList()).pipe(mergeMap(({ values }) => from(entries(values.map(({ line }) => line)))));

/** Whether a byte lies behind these. The last of them is asked for, too: what is asked for behind the end is clipped (page 307). */
const isLonger = (channel: CommandChannel, path: string, bytes: number): Observable<boolean> => {
  const position = Math.max(0, bytes - 1);
  return channel
    .send(fileGet({ path, position, size: bytes - position + 1 }))
    .pipe(map(({ payload }) => position + lengthOf(payload) > bytes));
};

const writer = (channel: CommandChannel, handle: number): FileWriter => ({
  write: (bytes) =>
    channel
      .send(fileWriteOn({ handle, size: bytes.length, waitSeconds: WAIT_SECONDS }), giveBytes(bytes))
      .pipe(ignoreElements()),
  close: channel.send(fileClose({ handle })),
});

/**
 * Files as the A76XX keeps them: read in windows with CFTRANTX, written piece by piece through a handle, so that a reader that
 * leaves keeps the line for one piece only (CFTRANRX wants the whole file at once).
 *
 *     > AT+FSCD=C:   > AT+FSATTRI=a.txt   < +FSATTRI: 5   > AT+CFTRANTX="C:/a.txt",0,5   < +CFTRANTX: DATA,5   << hello
 *     > AT+FSOPEN=C:/a.txt,1   < +FSOPEN: 1   > AT+FSWRITE=1,5,10   < CONNECT   >> hello   > AT+FSCLOSE=1
 *
 * Source: A76XX AT manual V1.09 pages 287–309. `drive` is the drive of names without one: `C:`, on SIM7600 `F:`.
 */
export const a7600Files = (drive: string): FilesDialect => {
  const pathOf = (name: string, as = 'path'): string => {
    const path = name.replaceAll('\\', '/');
    return filePath.write(/^[a-z]:/i.test(path) ? path : `${drive}/${path.replace(/^\/+/, '')}`, as);
  };
  return {
    maxWrittenBytes: MAX_WRITTEN_BYTES,
    maxReadBytes: MAX_READ_BYTES,
    root: `${drive}/`,
    pathOf,
    list: (channel, directory = '') =>
      concat(go(channel, directory === '' ? drive : pathOf(directory)), listed(channel)),
    size: (channel, path) =>
      concat(
        go(channel, directoryOf(path)),
        channel.send(fileAttributes({ path: nameOf(path) })).pipe(map(({ value }) => value.bytes)),
      ),
    read: (channel, path, position, size) =>
      channel.send(fileGet({ path, position, size })).pipe(
        map(({ payload }) => payload),
        tap(inFull(path, size)),
        retryWith({ attempts: 3, delay: 0, when: ({ kind }) => kind === 'corrupt' }),
      ),
    isLonger,
    create: (channel, path) =>
      channel
        .send(fileOpen({ path, mode: 'truncate' }))
        .pipe(map(({ value }) => writer(channel, value.handle))),
    remove: (channel, path) =>
      concat(go(channel, directoryOf(path)), inOrder(channel, fileDelete({ path: nameOf(path) }))),
    free: (channel) =>
      concat(
        go(channel, drive),
        channel
          .send(driveSpace())
          .pipe(mergeMap(({ command, value }) => from(freeSpaces(value.drive, command.redacted)))),
      ),
  };
};
