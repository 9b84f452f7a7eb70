import {
  concat,
  defer,
  EMPTY,
  from,
  ignoreElements,
  map,
  mergeMap,
  type Observable,
  of,
  throwError,
} from 'rxjs';
import type { FileEntry, FilesDialect, FileWriter, FreeSpace } from '../../../dialects/filesDialect';
import { giveBytes } from '../../../dialects/steps/giveBytes';
import { inOrder } from '../../../dialects/steps/inOrder';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { spellable } from '../../../grammar/codecs/spellable';
import { invalidArgument, ModemError } from '../../../grammar/errors/modemError';
import { bracket } from '../../../../operators/bracket';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { graceful } from '../../../../operators/graceful';
import { retryWith } from '../../../../operators/retryWith';
import { quectelCodes } from '../device/quectelCodes';
import {
  quectelDrive,
  quectelFileClose,
  quectelFileDelete,
  quectelFileList,
  quectelFileOpen,
  quectelFileRead,
  quectelFileSeek,
  quectelFileWrite,
} from './quectelFilesCommands';

const MAX_READ_BYTES = 4_096;
/** One piece fits into the modem's buffer: without flow control a longer one could lose bytes. */
const MAX_WRITTEN_BYTES = 1_024;
const MAX_NAME_CHARS = 80;
/** How long the modem waits for the bytes that it was promised. */
const WAIT_SECONDS = 10;
const NOT_FOUND = 405;

/** A pattern, or what could leave the field on firmware that does not mind the quotes. */
const FORBIDDEN = '"*?,;';

/** `UFS:` in front of a name says what a plain name says, too. */
const bare = (name: string): string => name.replace(/^UFS:/i, '');

const pathOf = (name: string, as = 'path'): string => {
  const plain = spellable(name, as, FORBIDDEN)
    .replaceAll('\\', '/')
    .replace(/^(\w+:)?\/+/, '$1');
  const path = bare(plain);
  if (/^(?:\w+:)?\s*$/.test(path)) return invalidArgument(as, 'it names no file');
  if (path.includes('/')) return invalidArgument(as, 'the modem has no directories; leave the slash out');
  if (path.length > MAX_NAME_CHARS)
    return invalidArgument(as, `it has ${path.length} characters; the modem takes ${MAX_NAME_CHARS}`);
  return path;
};

/** All files of a drive: `RAM:`, or the flash if no drive is named. */
const patternOf = (directory: string): string => {
  const drive = spellable(directory, 'path', FORBIDDEN).replace(/[\\/]+$/, '');
  if (!/^(?:\w+:)?$/.test(drive))
    return invalidArgument('path', 'the modem has no directories; name a drive');
  return `${bare(drive)}*`;
};

const entryOf = (name: string, sizeBytes: number): FileEntry =>
  Object.freeze(
    name.endsWith('/') ? { name: name.slice(0, -1), kind: 'directory' } : { name, kind: 'file', sizeBytes },
  );

/** Lists a file. An empty list is asked for once more: the line may be lost, or the `OK` may be a late one of an earlier command. */
const listed = (channel: CommandChannel, path: string) => {
  const asked = channel.send(quectelFileList({ pattern: path }));
  return asked.pipe(mergeMap((answer) => (answer.values.length > 0 ? of(answer) : asked)));
};

/** The length of a file; fails as the modem does that knows no such file, also where it lists none. */
export const quectelFileSize = (channel: CommandChannel, path: string): Observable<number> =>
  listed(channel, path).pipe(
    mergeMap(({ command, values }) => {
      const found = values.find(({ name }) => bare(name) === bare(path));
      if (found) return [found.bytes];
      const row = quectelCodes[NOT_FOUND];
      const reason = {
        kind: 'cme',
        command: command.redacted,
        code: NOT_FOUND,
        text: String(NOT_FOUND),
      } as const;
      return throwError(() => new ModemError({ ...reason, ...(row && { row }) }));
    }),
  );

/** Opens a file to read, uses its handle, and closes it, also where the reader leaves. */
const withHandle = <T>(
  channel: CommandChannel,
  path: string,
  use: (handle: number) => Observable<T>,
): Observable<T> =>
  graceful(
    bracket(
      channel.send(quectelFileOpen({ name: path, mode: 'read' })).pipe(map(({ value }) => value.handle)),
      use,
      (handle) => channel.send(quectelFileClose({ handle })),
    ),
  );

/** Reads a window of an open file; fails with `corrupt` where fewer bytes came than lie in it. */
export const quectelWindow = (
  channel: CommandChannel,
  handle: number,
  size: number,
  what: string,
): Observable<readonly Uint8Array[]> =>
  channel.send(quectelFileRead({ handle, size })).pipe(
    map(({ payload, value }) => {
      if (value.length === size) return payload;
      throw new ModemError({ kind: 'corrupt', command: `reading ${what}`, expectedBytes: size });
    }),
  );

const read = (channel: CommandChannel, path: string, offset: number, size: number) =>
  withHandle(channel, path, (handle) =>
    concat(
      inOrder(channel, quectelFileSeek({ handle, offset, from: 'start' })),
      defer(() => quectelWindow(channel, handle, size, path)),
    ),
  ).pipe(retryWith({ attempts: 3, delay: 0, when: ({ kind }) => kind === 'corrupt' }));

/** Whether a byte lies behind these; the last of them is read, too, since `QFREAD` gives what is left. */
const isLonger = (channel: CommandChannel, path: string, bytes: number): Observable<boolean> =>
  withHandle(channel, path, (handle) => {
    const offset = Math.max(0, bytes - 1);
    return concat(
      inOrder(channel, quectelFileSeek({ handle, offset, from: 'start' })),
      defer(() => channel.send(quectelFileRead({ handle, size: bytes - offset + 1 }))),
    ).pipe(map(({ value }) => offset + value.length > bytes));
  });

const writer = (channel: CommandChannel, handle: number): FileWriter => ({
  write: (bytes) =>
    channel
      .send(quectelFileWrite({ handle, size: bytes.length, seconds: WAIT_SECONDS }), giveBytes(bytes))
      .pipe(ignoreElements()),
  close: channel.send(quectelFileClose({ handle })),
});

const free = (channel: CommandChannel, drive: string): Observable<FreeSpace> =>
  channel
    .send(quectelDrive({ drive }))
    .pipe(map(({ value }) => Object.freeze({ drive, freeBytes: value.free, totalBytes: value.total })));

/**
 * Files as Quectel's modems keep them: names without directories, in the flash (`UFS`) or, on EC2x, in the memory (`RAM:a.bin`).
 *
 *     > AT+QFLST="a.txt"  < +QFLST: "a.txt",5   > AT+QFOPEN="a.txt",2  < +QFOPEN: 3000   > AT+QFSEEK=3000,0,0
 *     > AT+QFREAD=3000,5  < CONNECT 5  << hello   > AT+QFCLOSE=3000
 *
 * Source: BG96 FILE AT Commands Manual V1.0 pages 8–20.
 */
export const quectelFiles: FilesDialect = {
  maxWrittenBytes: MAX_WRITTEN_BYTES,
  maxReadBytes: MAX_READ_BYTES,
  root: '',
  pathOf,
  list: (channel, directory = '') =>
    defer(() => channel.send(quectelFileList({ pattern: patternOf(directory) }))).pipe(
      mergeMap(({ values }) => from(values)),
      map(({ name, bytes }) => entryOf(bare(name), bytes)),
      onRefusal((error) =>
        error.reason.kind === 'cme' && error.reason.code === NOT_FOUND ? EMPTY : throwError(() => error),
      ),
    ),
  size: quectelFileSize,
  read,
  isLonger,
  create: (channel, path) =>
    channel
      .send(quectelFileOpen({ name: path, mode: 'truncate' }))
      .pipe(map(({ value }) => writer(channel, value.handle))),
  remove: (channel, path) => inOrder(channel, quectelFileDelete({ name: path })),
  free: (channel) =>
    concat(
      free(channel, 'UFS'),
      defer(() => free(channel, 'RAM').pipe(onRefusal(() => EMPTY))),
    ),
};
