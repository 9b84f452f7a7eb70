import {
  concat,
  concatMap,
  defer,
  EMPTY,
  from,
  ignoreElements,
  map,
  mergeMap,
  type Observable,
  of,
  tap,
} from 'rxjs';
import type { FtpDownload, FtpUpload } from '../../../dialects/ftpDialect';
import { giveBytes } from '../../../dialects/steps/giveBytes';
import { orUnsaid, sameSize } from '../../../dialects/steps/sameSize';
import { takeWindows } from '../../../dialects/steps/takeWindows';
import { lengthOf } from '../../../../operators/pacedWindow';
import { retryWith } from '../../../../operators/retryWith';
import { reportDamage } from '../../../../operators/windowPace';
import { ModemError } from '../../../grammar/errors/modemError';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { joinBytes } from '../../../../operators/joinBytes';
import type { Sent } from '../../../../operators/transferEvent';
import { quectelUploadFile } from '../files/quectelUploadFile';
import { expectBytes, readFileOfTurn, quectelFtpFile } from './quectelFtpFile';
import {
  quectelFtpGetToFile,
  quectelFtpGetWindow,
  quectelFtpGot,
  quectelFtpPutFromFile,
  quectelFtpPutPart,
  quectelFtpSize,
  quectelFtpSized,
  quectelFtpStored,
} from './quectelFtpCommands';
import { quectelFtpRecall } from './quectelFtpRecall';
import { quectelFtpCount, quectelFtpResult } from './quectelFtpResult';

/** The most bytes of one window, and of one part. */
export const MAX_FTP_WINDOW_BYTES = 4_096;
const PART_BYTES = 1_024;
const COM = '"COM:"';
const INPUT_SECONDS = 60;

/**
 * The length of a file on the server. Some firmware leaves the code 0 out (`+QFTPSIZE: 1000`, BG96 FTP(S) manual V1.0); failures have
 * the server's reply behind theirs.
 */
export const quectelFtpLength = (
  channel: CommandChannel,
  path: string,
  withinMs: number,
): Observable<number> =>
  quectelFtpResult(channel, {
    ...{ command: quectelFtpSize({ path }), urc: quectelFtpSized, withinMs },
    mayOmitCode: true,
  });

/** One window of a file on the server, which lies within it: that is what its bytes are counted by. */
const serverWindow = (
  channel: CommandChannel,
  path: string,
  start: number,
  length: number,
  withinMs: number,
): Observable<readonly Uint8Array[]> =>
  defer(() => {
    let slices: readonly Uint8Array[] = [];
    const watched: CommandChannel = {
      ...channel,
      send: (command, feed) => channel.send(command, feed).pipe(tap(({ payload }) => (slices = payload))),
    };
    const command = quectelFtpGetWindow({ path, to: COM, start, length });
    return quectelFtpResult(watched, {
      ...{ command, urc: quectelFtpGot, withinMs, recall: quectelFtpRecall.download(length) },
    }).pipe(
      map((gotBytes) => {
        // A result that says another number than came may be a part of data whose header was lost.
        if (lengthOf(slices) !== length)
          throw new ModemError({ kind: 'corrupt', command: command.redacted, expectedBytes: length });
        expectBytes(length, gotBytes, 'statement');
        return slices;
      }),
    );
  });

/** A window that must be there: a refusal is the data's own `ERROR`, behind a header that lost bytes. */
const DAMAGED = new Set(['corrupt', 'unreadable', 'refused', 'cme']);
const AGAIN_MS = 300;

/** A download window by window, where the length is known. */
const byWindows = (
  channel: CommandChannel,
  { path, fromByte, windows, take, resultMs }: FtpDownload,
  totalBytes: number,
): Observable<never> => {
  const size = (): Observable<number> => quectelFtpLength(channel, path, resultMs);
  const isLonger = (): Observable<boolean> =>
    serverWindow(channel, path, totalBytes, 1, resultMs).pipe(map((slices) => lengthOf(slices) > 0));
  return concat(
    takeWindows(
      (start, bytes) =>
        serverWindow(channel, path, start, bytes, resultMs).pipe(
          reportDamage(windows),
          retryWith({ attempts: 3, delay: AGAIN_MS, when: ({ kind }) => DAMAGED.has(kind) }),
        ),
      { totalBytes, fromByte, windows, take },
    ),
    // A digit that was lost on the line makes a shorter file, and no window shows it.
    defer(() => sameSize({ size, isLonger }, channel, path, totalBytes)),
  );
};

/** A download as a whole into a file of the modem, which is read then: where nothing else tells the length. */
const byFile = (
  channel: CommandChannel,
  { path, fromByte, totalBytes, windows, take, resultMs: withinMs }: FtpDownload,
): Observable<never> =>
  quectelFtpFile(channel).pipe(
    mergeMap((file) =>
      quectelFtpCount(channel, {
        command: quectelFtpGetToFile({ path, file }),
        urc: quectelFtpGot,
        withinMs,
        recall: quectelFtpRecall.download(totalBytes),
      }).pipe(mergeMap((told) => readFileOfTurn(channel, file, { told, fromByte, windows, take }))),
    ),
  );

/**
 * Downloads a file, or the rest of it: in windows of offset and length where its length is known, otherwise by way of a file.
 *
 *     > AT+QFTPGET="test.txt","COM:",0,500  < CONNECT  << …  < OK  < +QFTPGET: 0,500
 */
export const quectelFtpGet = (channel: CommandChannel, download: FtpDownload): Observable<never> =>
  download.totalBytes === undefined || download.way === 'bulk'
    ? byFile(channel, download)
    : byWindows(channel, download, download.totalBytes);

/** Cuts a body into parts whose bytes are all at hand: a part that was promised is given whole, even if the reader leaves. */
const partsOf = (chunks: Observable<Uint8Array>): Observable<Uint8Array> =>
  defer(() => {
    let rest = new Uint8Array(0);
    const whole = chunks.pipe(
      concatMap((chunk) => {
        const all = joinBytes([rest, chunk]);
        const count = Math.floor(all.length / PART_BYTES);
        rest = all.slice(count * PART_BYTES);
        return from(
          Array.from({ length: count }, (_, at) => all.subarray(at * PART_BYTES, (at + 1) * PART_BYTES)),
        );
      }),
    );
    return concat(
      whole,
      defer(() => (rest.length > 0 ? of(rest) : EMPTY)),
    );
  });

const putParts = (
  channel: CommandChannel,
  { path, content, resultMs: withinMs }: FtpUpload,
  base: number,
): Observable<Sent> =>
  defer(() => {
    const { length: total } = content;
    let loaded = 0;
    return partsOf(content.chunks).pipe(
      concatMap((part) => {
        const start = base + loaded;
        const isLast = loaded + part.length >= total;
        const command = quectelFtpPutPart({ path, from: COM, start, length: part.length, isLast });
        return quectelFtpResult(channel, {
          command,
          urc: quectelFtpStored,
          withinMs,
          feed: giveBytes(part),
        }).pipe(map((): Sent => Object.freeze({ kind: 'sent', loaded: (loaded += part.length), total })));
      }),
      tap({ complete: () => expectBytes(total, loaded) }),
    );
  });

/**
 * Completes where the modem says that it sent as many bytes as it was given. Another number may be damaged on the line: then the server is
 * asked. Fails with `length` where that does not show that it has them.
 */
const checkStored = (
  channel: CommandChannel,
  { path, content: { length }, resultMs }: FtpUpload,
  start: number,
  stored: number,
): Observable<never> => {
  if (stored === length) return EMPTY;
  const isThere = quectelFtpLength(channel, path, resultMs).pipe(map((bytes) => bytes === start + length));
  return orUnsaid(isThere, () => of(false)).pipe(
    tap((is) => {
      if (!is) expectBytes(length, stored, 'statement');
    }),
    ignoreElements(),
  );
};

/** A body as a whole into a file of the modem, its checksum compared, and from there to the server. */
const putFile = (channel: CommandChannel, upload: FtpUpload, start: number): Observable<Sent> => {
  const { path, content, resultMs: withinMs } = upload;
  return quectelFtpFile(channel).pipe(
    mergeMap((file) =>
      concat(
        quectelUploadFile(channel, file, INPUT_SECONDS, content),
        quectelFtpResult(channel, {
          command: quectelFtpPutFromFile({ path, file, start }),
          urc: quectelFtpStored,
          withinMs,
        }).pipe(mergeMap((stored) => checkStored(channel, upload, start, stored))),
      ),
    ),
  );
};

/** An empty file: there is no part of no bytes, so a file of the modem that is empty is stored. */
const isEmpty = ({ content }: FtpUpload): boolean => content.length === 0;

/** Uploads a body: by way of a file of the modem, or part by part. */
export const quectelFtpPut = (channel: CommandChannel, upload: FtpUpload): Observable<Sent> => {
  const { how, way, path, resultMs } = upload;
  const send = (base: number): Observable<Sent> =>
    way === 'windows' && !isEmpty(upload) ? putParts(channel, upload, base) : putFile(channel, upload, base);
  if (how === 'replace') return send(0);
  return quectelFtpLength(channel, path, resultMs).pipe(mergeMap(send));
};
