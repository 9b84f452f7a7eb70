import {
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  from,
  ignoreElements,
  map,
  mergeMap,
  type Observable,
  of,
  throwError,
} from 'rxjs';
import { clearPlace } from '../../standard/clearPlace';
import { fileDelete } from '../../simcom/simcomFilesCommands';
import { fileCreate, fileList, fileRead, fileSize, fileSpace, fileWrite } from './sim800FilesCommands';
import { filePath } from '../../../grammar/codecs/filePath';
import { ModemError } from '../../../grammar/errors/modemError';
import { joinBytes } from '../../../../operators/joinBytes';
import { lengthOf } from '../../../../operators/pacedWindow';
import { retryWith } from '../../../../operators/retryWith';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { FileEntry, FilesDialect, FileWriter } from '../../../dialects/filesDialect';
import { freeSpaces, isFileName } from '../../../dialects/steps/freeSpaces';
import { giveBytes } from '../../../dialects/steps/giveBytes';
import { inOrder } from '../../../dialects/steps/inOrder';
import { expectSize } from '../../../dialects/steps/sameSize';

/** Tells bytes that were lost on the line, or that never came, from all other failures. */
const isDamage = (error: unknown): boolean =>
  error instanceof ModemError &&
  (error.reason.kind === 'corrupt' || (error.reason.kind === 'timeout' && error.reason.phase === 'answer'));

/** The directory of names without a path: the directory that the SSL note keeps its certificates in. */
const HOME = 'C:\\User\\';
/** One unit is known that takes no more at once, others take 10,240 (observed). */
const MAX_BYTES = 4_096;
/** How long the modem waits for the bytes that it was promised. */
const WAIT_SECONDS = 10;
/** A window that begins with a line and an empty line may be a URC's doing. */
const LIKE_A_LINE = /^[ -~]{1,200}\r\n\r\n/;
/** This many bytes distinguish a file from a URC. */
const TELLING = 16;

type Slices = readonly Uint8Array[];

const pathOf = (name: string, as = 'path'): string => {
  const path = name.replaceAll('/', '\\');
  return filePath.write(/^[a-z]:/i.test(path) ? path : `${HOME}${path.replace(/^\\+/, '')}`, as);
};

const text = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

const sizeOf = (channel: CommandChannel, path: string): Observable<number> =>
  channel.send(fileSize({ path })).pipe(map(({ value }) => value.bytes));

const ask = (channel: CommandChannel, path: string, position: number, size: number): Observable<Slices> =>
  channel
    .send(fileRead({ path, mode: position === 0 ? 'start' : 'position', size, position }))
    .pipe(map(({ payload }) => payload));

/** What begins like a line of the modem's own must come the same twice: an unknown URC takes the place of data. */
const asked = (channel: CommandChannel, path: string, position: number, size: number): Observable<Slices> =>
  ask(channel, path, position, size).pipe(
    mergeMap((slices) => {
      const start = text(joinBytes(slices).subarray(0, 256));
      if (!LIKE_A_LINE.test(start)) return of(slices);
      return ask(channel, path, position, Math.min(size, TELLING)).pipe(
        map((again) => {
          if (start.startsWith(text(joinBytes(again)))) return slices;
          const command = fileRead({ path, mode: 'position', size, position }).redacted;
          throw new ModemError({ kind: 'corrupt', command, expectedBytes: size });
        }),
      );
    }),
  );

/**
 * Reads a window. Its bytes come with no header, so that a refusal looks like a file that begins with `ERROR`, and
 * a URC in front like one that begins so: both show as damage. Then the length is asked for again, which shows a refusal
 * and a length that was damaged before, and a single byte is read, which nothing can be mistaken for.
 */
const read = (
  channel: CommandChannel,
  path: string,
  offset: number,
  size: number,
  fileBytes?: number,
): Observable<Slices> => {
  const oneByte = defer(() => asked(channel, path, offset, 1)).pipe(
    retryWith({ attempts: 3, delay: 0, when: ({ kind }) => kind === 'corrupt' }),
  );
  return asked(channel, path, offset, size).pipe(
    catchError((error: unknown) =>
      isDamage(error)
        ? concat(
            sizeOf(channel, path).pipe(fileBytes === undefined ? ignoreElements() : expectSize(fileBytes)),
            oneByte,
          )
        : throwError(() => error),
    ),
  );
};

const writer = (channel: CommandChannel, path: string): FileWriter => ({
  write: (bytes) =>
    channel
      .send(
        fileWrite({ path, mode: 'append', size: bytes.length, waitSeconds: WAIT_SECONDS }),
        giveBytes(bytes),
      )
      .pipe(ignoreElements()),
  close: EMPTY,
});

const entry = (line: string): FileEntry => {
  const isDirectory = line.endsWith('\\');
  return Object.freeze({
    name: isDirectory ? line.slice(0, -1) : line,
    kind: isDirectory ? 'directory' : 'file',
  });
};

/**
 * Files as the SIM800 keeps them: full paths with backslashes, each window and piece a command of its own.
 *
 *     > AT+FSFLSIZE=C:\User\a.txt   < +FSFLSIZE: 5   > AT+FSREAD=C:\User\a.txt,0,5,0   << hello
 *     > AT+FSDEL=…   > AT+FSCREATE=…   > AT+FSWRITE=C:\User\a.txt,1,5,10   < >   >> hello   < OK
 *
 * Source: SIM800 AT manual V1.09 page 283, SSL note V1.05 page 23; observed in public code.
 */
export const sim800Files: FilesDialect = {
  maxWrittenBytes: MAX_BYTES,
  maxReadBytes: MAX_BYTES,
  root: 'C:\\',
  pathOf,
  list: (channel, directory = HOME) =>
    defer(() => channel.send(fileList({ path: `${pathOf(directory).replace(/\\*$/, '')}\\` }))).pipe(
      mergeMap(({ values }) => from(values)),
      map(({ name }) => entry(name)),
      filter(({ name }) => isFileName(name)),
    ),
  size: sizeOf,
  read,
  // Nothing lies behind the end: then an answer has no byte, and is refused or damaged.
  isLonger: (channel, path, bytes) =>
    ask(channel, path, bytes, 1).pipe(map((slices) => lengthOf(slices) > 0)),
  create: (channel, path) =>
    concat(
      clearPlace(channel, fileDelete({ path })),
      channel.send(fileCreate({ path })).pipe(map(() => writer(channel, path))),
    ),
  remove: (channel, path) => inOrder(channel, fileDelete({ path })),
  free: (channel) =>
    channel
      .send(fileSpace())
      .pipe(mergeMap(({ command, value }) => from(freeSpaces(value.drives, command.redacted)))),
};
