import { catchError, concat, concatMap, defer, from, mergeMap, type Observable, of, throwError } from 'rxjs';
import { ftpsGet, ftpsGetFile, ftpsGot, ftpsGotFile } from './a7600FtpCommands';
import { ModemError } from '../../../grammar/errors/modemError';
import { retryWith } from '../../../../operators/retryWith';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { reportDamage } from '../../../../operators/windowPace';
import { a7600FtpDone, a7600FtpStream } from './a7600FtpResult';
import { a7600FtpRunning as recall } from './a7600FtpRunning';
import type { A7600FtpStaging } from './a7600FtpStaging';
import type { FilesDialect } from '../../../dialects/filesDialect';
import type { FtpDownload } from '../../../dialects/ftpDialect';
import { isRefusal } from '../../../dialects/steps/onRefusal';
import { sameSize } from '../../../dialects/steps/sameSize';
import { takeWindows } from '../../../dialects/steps/takeWindows';

/** What may come in one stream: it is kept whole till its end is heard, and nobody can pause it. */
const MAX_STREAMED_BYTES = 65_536;
/** A transfer to the modem's files is given the time that this rate takes. */
const MIN_BYTES_A_MS = 4;
/** What a file of unknown length is taken for. */
const LONG_BYTES = 4_000_000;
/** A window that must be there: a refusal is the data's own `ERROR`, behind a header that lost bytes. */
const DAMAGED = new Set(['corrupt', 'unreadable', 'refused', 'cme']);
const AGAIN_MS = 300;
/** The modem has no room, no memory, or its file system failed. */
const NO_ROOM = new Set([7, 17]);

type Slices = readonly Uint8Array[];

/** Puts slices together into groups of about a given number of bytes. */
const grouped = (slices: Slices, bytes: number): readonly Slices[] => {
  const groups: Uint8Array[][] = [];
  let room = 0;
  for (const slice of slices) {
    if (room <= 0) {
      groups.push([]);
      room = bytes;
    }
    groups.at(-1)?.push(slice);
    room -= slice.length;
  }
  return groups;
};

const streamed = (
  channel: CommandChannel,
  { path, fromByte, totalBytes = 0, windows, resultMs, take }: FtpDownload,
): Observable<never> =>
  a7600FtpStream(channel, ftpsGet(fromByte > 0 ? { path, offset: fromByte } : { path }), ftpsGot, {
    minBytes: totalBytes - fromByte,
    resultMs,
  }).pipe(
    mergeMap((slices) => from(grouped(slices, windows.windowBytes))),
    concatMap(take),
  );

const hasNoRoom = (error: unknown): error is ModemError =>
  isRefusal(error) ||
  (error instanceof ModemError && error.reason.kind === 'cftps' && NO_ROOM.has(error.reason.code));

/** Reads what was downloaded to a file of the modem's, window by window. Each is there in full, or fails. */
const readStaged = (
  channel: CommandChannel,
  files: FilesDialect,
  path: string,
  { fromByte, windows, take }: FtpDownload,
): Observable<never> => {
  const read = (offset: number, size: number): Observable<Slices> =>
    files
      .read(channel, path, offset, size)
      .pipe(
        reportDamage(windows),
        retryWith({ attempts: 3, delay: AGAIN_MS, when: ({ kind }) => DAMAGED.has(kind) }),
      );
  windows.limit(files.maxReadBytes);
  return files
    .size(channel, path)
    .pipe(
      mergeMap((totalBytes) =>
        concat(
          takeWindows(read, { totalBytes, fromByte, windows, take }),
          sameSize(files, channel, path, totalBytes),
        ),
      ),
    );
};

/** Fetches a file to the modem's own ones; tells whether it had room. */
const fetched = (
  channel: CommandChannel,
  staging: A7600FtpStaging,
  download: FtpDownload,
): Observable<boolean> => {
  const { path, totalBytes = LONG_BYTES, resultMs } = download;
  const withinMs = resultMs + Math.ceil(totalBytes / MIN_BYTES_A_MS);
  const command = ftpsGetFile({ path, drive: 'local' });
  return concat(a7600FtpDone(channel, command, { urc: ftpsGotFile, withinMs, recall }), of(true)).pipe(
    catchError((error: unknown) => {
      if (!hasNoRoom(error)) return throwError(() => error);
      channel.note(`${error.message}; going on without a file on the modem`);
      return concat(staging.clear(channel), of(false));
    }),
  );
};

/**
 * Downloads a file.
 *
 *     > AT+CFTPSGET="a",1000   < OK   < +CFTPSGET: DATA,460   << …   < +CFTPSGET: 0             short: one stream
 *     > AT+CFTPSGETFILE="a",1   < OK   …   < +CFTPSGETFILE: 0   > AT+CFTRANTX="C:/a",0,10240    long: by way of a file
 *
 * A stream can't be paused, and is checked and handed on when it has ended. What is long or of unknown length goes by way of
 * a file on the modem, read in windows; where the modem has no room, or a file of that name, it streams all the same.
 * Source: A76XX AT manual V1.09 pages 382–385.
 */
export const a7600FtpGet =
  (files: FilesDialect, staging: A7600FtpStaging) =>
  (channel: CommandChannel, download: FtpDownload): Observable<never> =>
    defer(() => {
      const { path, fromByte, totalBytes = LONG_BYTES, way } = download;
      const isShort = totalBytes - fromByte <= MAX_STREAMED_BYTES;
      const stream = defer(() => streamed(channel, download));
      if (way === 'windows' || (way === undefined && isShort)) return stream;
      const rest = (file: string): Observable<never> =>
        concat(readStaged(channel, files, file, download), staging.clear(channel));
      const viaFile = (file: string): Observable<never> =>
        fetched(channel, staging, download).pipe(mergeMap((isThere) => (isThere ? rest(file) : stream)));
      return staging
        .claim(channel, path)
        .pipe(mergeMap((file) => (file === undefined ? stream : viaFile(file))));
    });
