import {
  concat,
  defer,
  EMPTY,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  tap,
  throwError,
} from 'rxjs';
import { headersOf, statusOf } from '../../../dialects/steps/parseHeaders';
import { inOrder } from '../../../dialects/steps/inOrder';
import { orWithout } from '../../../dialects/steps/optionally';
import { readWindow, type ReadWindow } from '../../../dialects/readWindow';
import type { HttpHead } from '../../../grammar/errors/httpHead';
import { ModemError } from '../../../grammar/errors/modemError';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { joinBytes } from '../../../../operators/joinBytes';
import { lateResult, type Recalled } from '../../../../operators/lateResult';
import { retryWith } from '../../../../operators/retryWith';
import { clearFile } from '../files/clearFile';
import { quectelFiles, quectelFileSize } from '../files/quectelFiles';
import { quectelFileRead, quectelFileSeek } from '../files/quectelFilesCommands';
import { quectelOpenedFile } from '../files/quectelOpenedFile';
import { quectelHttpReadFile, quectelHttpReadFileDone } from './quectelHttpCommands';
import { asFailureOf, lateFailure, quectelFailure } from '../device/quectelFailure';
import { quectelBearer } from '../network/quectelBearer';
import { quectelHttpMemory, responseFile } from './quectelHttpMemory';
import { untilFailure } from '../../../dialects/steps/untilFailure';

/** How long the modem may wait for the next packet of a response. */
const PACKET_SECONDS = 60;
/** The head is read in windows of this size; a longer one than the limit is not believed. */
const HEAD_BYTES = 1_024;
const MAX_HEAD_BYTES = 65_536;
const END_OF_HEAD = [13, 10, 13, 10] as const;

/** Fails where the network goes: the modem still fetches the body. */
const lostNetwork = (channel: CommandChannel): Observable<never> =>
  quectelBearer
    .lost(channel)
    .pipe(
      mergeMap((seen) =>
        throwError(() => new ModemError({ kind: 'network', step: 'HTTP', seen, lost: true })),
      ),
    );

/** Where a response is stored, how long that may take, and the length of the body if the server states it. */
interface Storing {
  readonly file: string;
  readonly resultMs: number;
  readonly stated: number | undefined;
}

/**
 * Asks about a response that was stored, if the result line does not come: it is complete if the file has the length of head and body.
 *
 *     > AT+QHTTPREADFILE="RAM:r",60   < OK   …   > AT+QFLST="RAM:r"   < +QFLST: "RAM:r",1500
 *
 * Without a stated length the answer is unknown: the file may still grow.
 */
const recallStored = (
  channel: CommandChannel,
  { file, stated }: Storing,
): Observable<Recalled<{ code: number }>> => {
  if (stated === undefined) return of('unknown');
  return quectelFileSize(channel, file).pipe(
    mergeMap((fileBytes) =>
      fileBytes === stated
        ? of(stated)
        : quectelFiles
            .read(channel, file, 0, Math.min(fileBytes, quectelFiles.maxReadBytes))
            .pipe(map((slices) => fileBytes - (endOfHead(joinBytes(slices)) ?? 0))),
    ),
    map((bytes) => (bytes === stated ? { values: { code: 0 } } : ('unknown' as const))),
    orWithout(channel, () => 'unknown' as const),
  );
};

/** Stores the response in a file, once; completes when it is stored. */
export const storeResponse = (channel: CommandChannel, storing: Storing): Observable<never> =>
  defer(() => {
    const command = quectelHttpReadFile({ file: storing.file, seconds: PACKET_SECONDS });
    return untilFailure(
      merge(lateFailure('http', channel, command.redacted), lostNetwork(channel)),
      lateResult(channel, command, {
        urc: quectelHttpReadFileDone,
        withinMs: storing.resultMs,
        recall: () => recallStored(channel, storing),
      }),
    );
  }).pipe(
    asFailureOf('http'),
    tap(({ code }) => {
      if (code !== 0) throw quectelFailure('http', code);
    }),
    ignoreElements(),
  );

/** Reads a window of the open response file: the place is chosen where it is not the next one anyway. */
const fileWindow = (channel: CommandChannel, handle: number, offset: number, size: number) => {
  const memory = quectelHttpMemory(channel);
  return defer(() => {
    const isNext = memory.at === offset;
    memory.at = undefined;
    return concat(
      isNext ? EMPTY : inOrder(channel, quectelFileSeek({ handle, offset, from: 'start' })),
      defer(() => channel.send(quectelFileRead({ handle, size }))),
    ).pipe(tap(({ value }) => (memory.at = offset + value.length)));
  });
};

/** Where the head ends, the empty line included; `undefined` where its end has not come. */
const endOfHead = (bytes: Uint8Array): number | undefined => {
  const at = bytes.findIndex((_, from) => END_OF_HEAD.every((code, add) => bytes[from + add] === code));
  return at < 0 ? undefined : at + END_OF_HEAD.length;
};

const isHead = (bytes: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(bytes.subarray(0, 5)) === 'HTTP/';

/** Reads the head in front of the body, window by window; firmware that stores none has an empty one. */
const readHead = (
  channel: CommandChannel,
  handle: number,
  fileBytes: number,
  known: Uint8Array = new Uint8Array(0),
): Observable<Uint8Array> => {
  const end = endOfHead(known);
  if (end !== undefined) return of(known.subarray(0, end));
  if (known.length >= Math.min(fileBytes, MAX_HEAD_BYTES)) return of(known.subarray(0, 0));
  const size = Math.min(HEAD_BYTES, fileBytes - known.length);
  return fileWindow(channel, handle, known.length, size).pipe(
    map(({ payload }) => joinBytes(payload)),
    tap((bytes) => {
      if (bytes.length !== size)
        throw new ModemError({ kind: 'corrupt', command: 'reading the head', expectedBytes: size });
    }),
    retryWith({ attempts: 3, delay: 0, when: ({ kind }) => kind === 'corrupt' || kind === 'timeout' }),
    mergeMap((bytes) => {
      const all = joinBytes([known, bytes]);
      return isHead(all) ? readHead(channel, handle, fileBytes, all) : of(all.subarray(0, 0));
    }),
  );
};

/** Statuses that may state the length of a body that they do not have (RFC 9110 § 8.6). */
const BODILESS = new Set([204, 304]);

const checkLength = (stated: number | undefined, status: number, gotBytes: number): void => {
  if (stated === undefined || BODILESS.has(status) || stated === gotBytes) return;
  throw new ModemError({ kind: 'length', expectedBytes: stated, gotBytes, shownBy: 'statement' });
};

/** What is known about a response before it is read. */
interface AwaitedResponse {
  /** Default: that of the stored head, or 0 if it shows none. */
  readonly status?: number;
  readonly stated?: number | undefined;
  readonly resultMs: number;
}

/**
 * Stores the response in a file of the modem, opens that, and reads the head in front of the body: from then on any window of the
 * body can be read, and read again, with a count in front.
 *
 *     > AT+QHTTPREADFILE="RAM:rxmodem.response",60  < OK  < +QHTTPREADFILE: 0   > AT+QFLST="RAM:rxmodem.response"
 *     > AT+QFOPEN="RAM:rxmodem.response",2  < +QFOPEN: 3000   > AT+QFSEEK=3000,0,0   > AT+QFREAD=3000,1024  < CONNECT 176 …
 */
export const quectelResponse = (
  channel: CommandChannel,
  { status, stated, resultMs }: AwaitedResponse,
): Observable<HttpHead> =>
  defer(() => {
    const memory = quectelHttpMemory(channel);
    const file = responseFile(memory);
    const opened = defer(() =>
      quectelFileSize(channel, file).pipe(
        mergeMap((fileBytes) => {
          memory.handle = quectelOpenedFile(channel, file);
          return memory.handle.pipe(
            mergeMap((handle) => {
              return readHead(channel, handle, fileBytes).pipe(
                map((head): HttpHead => {
                  const length = fileBytes - head.length;
                  const known = status ?? statusOf([head]) ?? 0;
                  checkLength(stated, known, length);
                  memory.response = { handle, headBytes: head.length };
                  return { status: known, length, headers: headersOf([head]) };
                }),
              );
            }),
          );
        }),
      ),
    );
    memory.hasResponse = true;
    return concat(clearFile(channel, file), storeResponse(channel, { file, resultMs, stated }), opened);
  });

/** Reads a window of the body. */
export const bodyWindow = (channel: CommandChannel, offset: number, size: number): Observable<ReadWindow> =>
  defer(() => {
    const { response } = quectelHttpMemory(channel);
    if (!response)
      return throwError(() => new ModemError({ kind: 'length', expectedBytes: offset + size, gotBytes: 0 }));
    return fileWindow(channel, response.handle, response.headBytes + offset, size).pipe(map(readWindow));
  });
