import {
  catchError,
  concat,
  concatMap,
  defer,
  EMPTY,
  ignoreElements,
  map,
  mergeMap,
  type Observable,
  of,
  ReplaySubject,
  tap,
  throwError,
  from,
} from 'rxjs';
import { ftpsPut, ftpsPutFile, ftpsPutOpen, ftpsStored, ftpsStoredFile } from './a7600FtpCommands';
import { ModemError } from '../../../grammar/errors/modemError';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { Sent } from '../../../../operators/transferEvent';
import { a7600FtpDone } from './a7600FtpResult';
import { a7600FtpRunning as recall } from './a7600FtpRunning';
import { a7600FtpSize } from './a7600FtpSize';
import type { A7600FtpStore } from './a7600FtpStaging';
import type { FileWriter } from '../../../dialects/filesDialect';
import type { FtpUpload } from '../../../dialects/ftpDialect';
import { giveBytes } from '../../../dialects/steps/giveBytes';
import { isRefusal } from '../../../dialects/steps/onRefusal';

/**
 * Cuts a stream of chunks into pieces of `pieceBytes`; only the last may be shorter.
 *
 *     chunks   --abc--de--fg-|
 *     pieces   ----------ab?..          a7600FtpPieces(2): ab, cd, ef, g
 */
const a7600FtpPieces =
  (pieceBytes: number) =>
  (chunks: Observable<Uint8Array>): Observable<Uint8Array> =>
    defer(() => {
      let kept = new Uint8Array(0);
      const cut = (chunk: Uint8Array): readonly Uint8Array[] => {
        const all = new Uint8Array(kept.length + chunk.length);
        all.set(kept);
        all.set(chunk, kept.length);
        const count = Math.floor(all.length / pieceBytes);
        kept = all.slice(count * pieceBytes);
        return Array.from({ length: count }, (_, at) => all.subarray(at * pieceBytes, (at + 1) * pieceBytes));
      };
      const rest = defer(() => (kept.length > 0 ? of(kept) : from([])));
      return concat(chunks.pipe(concatMap((chunk) => from(cut(chunk)))), rest);
    });

/** The most bytes that one CFTPSPUT takes. */
const PIECE_BYTES = 2_048;
/** Each piece costs a connection of its own: what is longer goes by way of a file on the modem. */
const MAX_IN_PIECES = 16_384;
const MIN_BYTES_A_MS = 4;
/** The code of a refusal by the server. */
const REFUSED = 9;
const CTRL_Z = Uint8Array.of(0x1a);

type Store = (piece: Uint8Array, at: number) => Observable<unknown>;

/** Stores the content piece by piece and emits the progress; fails with `length` where it is not as long as it said. */
const inTurn = ({ content }: FtpUpload, most: number, store: Store): Observable<Sent> =>
  defer(() => {
    const { length: total } = content;
    let loaded = 0;
    const wrong = () =>
      throwError(() => new ModemError({ kind: 'length', expectedBytes: total, gotBytes: loaded }));
    const stored = content.chunks.pipe(
      a7600FtpPieces(most),
      concatMap((piece) => {
        const at = loaded;
        loaded += piece.length;
        if (loaded > total) return wrong();
        const sent: Sent = Object.freeze({ kind: 'sent', loaded, total });
        return concat(store(piece, at).pipe(ignoreElements()), of(sent));
      }),
    );
    return concat(
      stored,
      defer(() => (loaded === total ? EMPTY : wrong())),
    );
  });

/** Where the server's file ends; 0 where there is none. */
const endOf = (channel: CommandChannel, upload: FtpUpload): Observable<number> =>
  a7600FtpSize(channel, upload).pipe(
    catchError((error: unknown) => {
      const { reason } = error instanceof ModemError ? error : {};
      const isMissing = isRefusal(error) || (reason?.kind === 'cftps' && reason.code === REFUSED);
      return isMissing ? of(0) : throwError(() => error);
    }),
  );

/** An empty file has no piece to count: it is written up to a Ctrl-Z, which comes at once. */
const empty = (channel: CommandChannel, { path, resultMs }: FtpUpload): Observable<Sent> => {
  const awaited = { urc: ftpsStored, withinMs: resultMs, feed: giveBytes(CTRL_Z), recall };
  return concat(
    a7600FtpDone(channel, ftpsPutOpen({ path }), awaited),
    of<Sent>(Object.freeze({ kind: 'sent', loaded: 0, total: 0 })),
  );
};

const pieceByPiece = (channel: CommandChannel, upload: FtpUpload): Observable<Sent> => {
  const { path, content, how, resultMs } = upload;
  const from = how === 'append' ? endOf(channel, upload) : of(0);
  return from.pipe(
    mergeMap((start) => {
      if (content.length === 0) return start > 0 ? EMPTY : empty(channel, upload);
      return inTurn(upload, PIECE_BYTES, (piece, at) => {
        const offset = start + at > 0 ? { offset: start + at } : {};
        const command = ftpsPut({ path, size: piece.length, ...offset });
        return a7600FtpDone(channel, command, {
          urc: ftpsStored,
          withinMs: resultMs,
          feed: giveBytes(piece),
          recall,
        });
      });
    }),
  );
};

/** Writes the content to a file on the modem, and uploads that. Where the reader leaves, the session's end closes the file. */
const viaFile = (
  channel: CommandChannel,
  { files, staging, cleanups }: A7600FtpStore,
  { upload, file }: { readonly upload: FtpUpload; readonly file: string },
): Observable<Sent> => {
  const { path, content, resultMs } = upload;
  const withinMs = resultMs + Math.ceil(content.length / MIN_BYTES_A_MS);
  const opened = defer(() => {
    const writer = new ReplaySubject<FileWriter>(1);
    const closed = cleanups.add(channel, writer.pipe(mergeMap(({ close }) => close)));
    // It is opened even where the reader leaves meanwhile: closing it needs its handle.
    files.create(channel, file).subscribe(writer);
    return writer.pipe(map(({ write, close }) => ({ write, close: close.pipe(tap({ complete: closed })) })));
  });
  const written = ({ write, close }: FileWriter): Observable<Sent> =>
    concat(inTurn(upload, files.maxWrittenBytes, write), close.pipe(ignoreElements()));
  return concat(
    opened.pipe(mergeMap(written)),
    a7600FtpDone(channel, ftpsPutFile({ path, drive: 'local' }), {
      ...{ urc: ftpsStoredFile, withinMs, recall },
    }),
    staging.clear(channel),
  );
};

/**
 * Uploads a file.
 *
 *     > AT+CFTPSPUT="a",2048   < >   >> …   < OK   < +CFTPSPUT: 0   > AT+CFTPSPUT="a",460,2048   …     short: in pieces
 *     > AT+FSOPEN=C:/a,1   …   > AT+CFTPSPUTFILE="a",1   < OK   …   < +CFTPSPUTFILE: 0       long: by way of a file
 *
 * The progress of pieces counts what the server has stored; that of a file, what the modem has. Appending goes in pieces, behind
 * the end that the server states. Source: A76XX AT manual V1.09 pages 383–387.
 */
export const a7600FtpPut =
  (store: A7600FtpStore) =>
  (channel: CommandChannel, upload: FtpUpload): Observable<Sent> =>
    defer(() => {
      const { path, content, how, way = content.length > MAX_IN_PIECES ? 'bulk' : 'windows' } = upload;
      if (way === 'windows' || how === 'append' || content.length === 0) return pieceByPiece(channel, upload);
      return store.staging
        .claim(channel, path)
        .pipe(
          mergeMap((file) =>
            file === undefined ? pieceByPiece(channel, upload) : viaFile(channel, store, { upload, file }),
          ),
        );
    });
