import { concat, concatMap, defer, EMPTY, map, mergeMap, type Observable, of, throwError } from 'rxjs';
import {
  ftpExtPut,
  ftpExtPutWrite,
  ftpPut,
  ftpPutDone,
  ftpPutEnd,
  ftpPutReady,
  ftpPutWrite,
} from './sim800FtpCommands';
import { ModemError } from '../../../grammar/errors/modemError';
import type { CommandChannel, InputFeed } from '../../../../operators/commandChannel';
import type { Sent } from '../../../../operators/transferEvent';
import type { FtpUpload } from '../../../dialects/ftpDialect';
import { ftpRunning } from './ftpRunning';
import { SILENT_MS, type Sim800FtpNews } from './sim800FtpNews';
import { untilDone } from '../../../../operators/untilDone';
import { sim800FtpTransfer } from './sim800FtpTransfer';
import { inOrder } from '../../../dialects/steps/inOrder';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { optionally, optionalSetting } from '../../../dialects/steps/optionally';
import type { Command } from '../../../grammar/command';
import type { Response } from '../../../../operators/response';
import { giveBytes } from '../../../dialects/steps/giveBytes';

/**
 * Offers a command a piece and gives it as much of it as it says that it takes.
 *
 *     > AT+FTPPUT=2,1000  < +FTPPUT: 2,100  >> the first 100  < OK
 */
const feedPiece = <A>(
  channel: CommandChannel,
  command: Command<A>,
  piece: Uint8Array,
): Observable<Response<A>> => {
  const feed: InputFeed = (feeding) => giveBytes(piece.subarray(0, feeding.wanted ?? piece.length))(feeding);
  return channel.send(command, feed);
};

const MAX_WINDOW = 1_460;
/** How many bytes are offered to a silent modem. The smallest window that was observed is 1,260. */
const OFFERED_BYTES = 1_024;
const UPLOAD_FAILED = 78;
/** How long the modem may take to announce the next window behind the last piece. */
const END_AFTER_MS = 20_000;
/** How much of the modem's memory is filled at once: so much must still be given where the reader leaves. */
const MAX_PIECE = 4_096;
/** How long the modem waits for a piece. */
const PIECE_MS = 30_000;

/** Gives a piece, or the start of it; emits how many bytes the modem took. */
type GivePiece = (piece: Uint8Array, position: number) => Observable<number>;

/** Gives a body piece by piece and tells how far it is. Fails with `length` where it has another length than was said. */
const giveAll = ({ content: { chunks, length: total } }: FtpUpload, give: GivePiece): Observable<Sent> => {
  let loaded = 0;
  let offered = 0;
  const giveChunk = (chunk: Uint8Array): Observable<Sent> => {
    let at = 0;
    offered += chunk.length;
    const fitting = chunk.subarray(0, Math.max(0, total - loaded));
    const step = (): Observable<Sent> =>
      give(fitting.subarray(at), loaded).pipe(
        mergeMap((taken) => {
          at += taken;
          loaded += taken;
          return taken === 0 ? EMPTY : of<Sent>(Object.freeze({ kind: 'sent', loaded, total }));
        }),
      );
    return untilDone(() => at >= fitting.length, step);
  };
  const check = defer(() =>
    offered === total
      ? EMPTY
      : throwError(() => new ModemError({ kind: 'length', expectedBytes: total, gotBytes: offered })),
  );
  return concat(chunks.pipe(concatMap(giveChunk)), check);
};

/** Waits until the modem announces a window, and gives no more bytes than it allows. A silent modem is offered bytes. */
const window = (channel: CommandChannel, news: Sim800FtpNews, resultMs: number): GivePiece => {
  let silentMs = 0;
  return (piece) => {
    const give = defer((): Observable<number> => {
      // Ended before all was given: its code says why; 0 is none.
      if (news.end !== undefined)
        return throwError(() => new ModemError({ kind: 'ftp', code: news.end || UPLOAD_FAILED }));
      const part = piece.subarray(0, Math.min(news.ready, MAX_WINDOW));
      const { isReadyAssumed } = news;
      news.taken();
      silentMs = isReadyAssumed ? silentMs + SILENT_MS : 0;
      return feedPiece(channel, ftpPutWrite({ size: part.length }), part).pipe(
        map(({ value }) => Math.min(value.granted, part.length)),
        onRefusal((error) => (isReadyAssumed ? of(0) : concat(news.crossed(error), of(0)))),
      );
    });
    return concat(news.change(resultMs, silentMs), give);
  };
};

/**
 * Ends an upload. The next window that the modem announces shows that it has sent the last piece; if none comes, the end is sent
 * anyway, and again as long as a running session refuses it.
 */
const ended = (
  channel: CommandChannel,
  news: Sim800FtpNews,
  resultMs: number,
  waitedMs = 0,
): Observable<never> =>
  concat(
    news.pause(Math.min(END_AFTER_MS, resultMs - waitedMs)),
    defer(() => {
      if (news.end !== undefined) return EMPTY;
      const soFarMs = waitedMs + END_AFTER_MS;
      return inOrder(channel, ftpPutEnd()).pipe(
        onRefusal((error) => {
          const isReady = news.ready > 0 && !news.isReadyAssumed;
          if (isReady || soFarMs >= resultMs) return news.crossed(error);
          return ftpRunning(channel).pipe(
            mergeMap((state) =>
              state === 'running' ? ended(channel, news, resultMs, soFarMs) : news.crossed(error),
            ),
          );
        }),
      );
    }),
  );

/**
 * Uploads window by window.
 *
 *     > AT+FTPPUT=1  < OK  < +FTPPUT: 1,1,1360  > AT+FTPPUT=2,1360  < +FTPPUT: 2,100  >> …  < OK  < +FTPPUT: 1,1,1260
 *     …  > AT+FTPPUT=2,0  < OK  …  < +FTPPUT: 1,0
 *
 * Source: SIM800 IP note §§ 3.11, 3.15.
 */
const windowed = (channel: CommandChannel, upload: FtpUpload): Observable<Sent> =>
  sim800FtpTransfer(
    channel,
    { done: ftpPutDone, ready: ftpPutReady, offeredBytes: OFFERED_BYTES },
    (news) => {
      const { resultMs } = upload;
      return concat(
        optionalSetting(channel, ftpExtPut({ on: false })),
        news.begin(ftpPut()),
        giveAll(upload, window(channel, news, resultMs)),
        upload.content.length === 0 ? news.change(resultMs) : EMPTY,
        ended(channel, news, resultMs),
        news.over(resultMs),
      );
    },
  );

/**
 * Uploads by way of the modem's memory: the line waits for the server once.
 *
 *     > AT+FTPEXTPUT=1  > AT+FTPEXTPUT=2,0,1024,10000  < +FTPEXTPUT: 0,1024  >> …  > AT+FTPPUT=1  …  < +FTPPUT: 1,0
 *
 * Source: SIM800 IP note § 3.21.
 */
const bulk = (channel: CommandChannel, upload: FtpUpload): Observable<Sent> => {
  const give: GivePiece = (rest, position) => {
    const piece = rest.subarray(0, MAX_PIECE);
    return feedPiece(channel, ftpExtPutWrite({ position, size: piece.length, waitMs: PIECE_MS }), piece).pipe(
      map(({ value }) => Math.min(value.granted, piece.length)),
    );
  };
  const stored = sim800FtpTransfer(channel, { done: ftpPutDone }, (news) =>
    concat(news.begin(ftpPut()), news.over(upload.resultMs + upload.content.length)),
  );
  return concat(giveAll(upload, give), stored, optionalSetting(channel, ftpExtPut({ on: false })));
};

/** Uploads a file, the way that is told or that fits: by the modem's memory where that takes it, else window by window. */
export const sim800FtpPut = (
  channel: CommandChannel,
  upload: FtpUpload,
  isBulk: boolean,
): Observable<Sent> => {
  if (!isBulk) return windowed(channel, upload);
  const otherwise = (): Observable<Sent> => {
    channel.note('FTPEXTPUT is not possible: the upload goes window by window');
    return windowed(channel, upload);
  };
  return optionally(channel, ftpExtPut({ on: true })).pipe(
    mergeMap((answer) => (answer ? bulk(channel, upload) : otherwise())),
  );
};
