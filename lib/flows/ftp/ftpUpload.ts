import { mayBeDone, maybeDoneAfter } from '../../grammar/errors/mayBeDone';
import { ModemError } from '../../grammar/errors/modemError';
import type { Reason } from '../../grammar/errors/reason';
import {
  concat,
  defer,
  EMPTY,
  map,
  mergeMap,
  type Observable,
  of,
  tap,
  concatMap,
  type MonoTypeOperatorFunction,
  catchError,
  throwError,
} from 'rxjs';
import type { FtpDialect, FtpUpload, FtpServer } from '../../dialects/ftpDialect';
import { resumeWith } from '../../../operators/resumeWith';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { RetryPolicy } from '../../../operators/retryPolicy';
import type { Resumed, Sent } from '../../../operators/transferEvent';
import { checkedPath, checkedServer, ftpSession } from './ftpSession';
import { ftpComeback, ftpElsewhere, type FtpProgress } from './ftpComeback';
import { ftpLength } from './ftpLength';
import { ftpOptions, type FtpPutOptions } from './ftpOptions';
import { httpBody, type HttpBody, type StreamedBody } from '../http/httpBody';
import type { Transfer } from '../transfer/transfer';

/** Leaves out the first `count` bytes of a body. */
const skipBytes =
  (count: number): MonoTypeOperatorFunction<Uint8Array> =>
  (chunks) =>
    defer(() => {
      let left = count;
      return chunks.pipe(
        concatMap((chunk) => {
          const skipped = Math.min(left, chunk.length);
          left -= skipped;
          return skipped === chunk.length ? EMPTY : of(chunk.subarray(skipped));
        }),
      );
    });

/** One upload and its progress. */
interface Upload {
  /** As the family spells it: set when a modem is known. */
  path: string;
  readonly how: FtpUpload['how'];
  readonly body: StreamedBody;
  readonly way: FtpUpload['way'];
  readonly resultMs: number;
  readonly resumes: boolean;
  /** The length of the file before, where the body is appended to it. */
  base: number | undefined;
  /** Bytes of the body that the server has, as far as is known. */
  loaded: number;
  isBegun: boolean;
  /** The most bytes that the server or the modem had in any try: only more than that is progress. */
  reached: number;
  /** Tries that failed since the last progress. */
  failures: number;
  /** Bytes that the modem was given in the last try. */
  given: number;
  /** Whether it was given all of them: the try may have reached its end. */
  hasAll: boolean;
}

/** Counts the bytes that commands of the channel were given. */
const countingGiven = (channel: CommandChannel, count: (bytes: number) => void): CommandChannel => ({
  ...channel,
  send: (command, feed) =>
    channel.send(
      command,
      feed &&
        ((request) =>
          feed({
            ...request,
            give: (bytes) =>
              defer(() => {
                count(bytes.length);
                return request.give(bytes);
              }),
          })),
    ),
});

/** Sends the rest of the body, and emits the progress of the whole. */
const give = (channel: CommandChannel, dialect: FtpDialect, upload: Upload): Observable<Sent> => {
  const { path, body, way, resultMs, loaded: from } = upload;
  const { length: total } = body;
  const content = { length: total - from, chunks: body.chunks.pipe(skipBytes(from)) };
  const how = from > 0 ? 'append' : upload.how;
  const counting = countingGiven(channel, (bytes) => {
    upload.given += bytes;
    upload.hasAll = upload.given >= content.length;
  });
  return dialect.put(counting, { path, content, how, way, resultMs }).pipe(
    map(({ loaded }): Sent => Object.freeze({ kind: 'sent', loaded: from + loaded, total })),
    tap(({ loaded }) => {
      if (loaded > upload.reached) upload.failures = 0;
      upload.reached = Math.max(upload.reached, loaded);
      upload.loaded = loaded;
      upload.isBegun = true;
    }),
  );
};

/** Whether the server may have what was uploaded: the failure does not show that it has not. */
const isUnsure = ({ hasAll }: Upload, reason: Reason): boolean => hasAll && maybeDoneAfter(reason);

/** Asks how much of the body the server has; none where there is no such file. */
const look = (channel: CommandChannel, dialect: FtpDialect, upload: Upload): Observable<never> =>
  defer(() => {
    const { resumes, how, isBegun, path, resultMs, body } = upload;
    const isAsked = resumes && (isBegun || how === 'append');
    if (!isAsked) {
      upload.loaded = 0;
      return EMPTY;
    }
    return ftpLength(channel, dialect, { path, resultMs }).pipe(
      mergeMap((length = 0) => {
        upload.base ??= how === 'append' ? length : 0;
        const stored = length - upload.base;
        // A longer file than was sent is another program's: begin anew where that does no harm.
        upload.loaded = stored > 0 && stored <= body.length ? stored : 0;
        return EMPTY;
      }),
    );
  });

/** One try: asks for the progress, and sends the rest, if there is one. */
const attemptOn = (channel: CommandChannel, dialect: FtpDialect, upload: Upload): Observable<Sent> =>
  concat(
    look(channel, dialect, upload),
    defer(() => {
      const { isBegun, loaded, body } = upload;
      const { length: total } = body;
      const isWhole = isBegun && loaded === total && upload.resumes;
      return isWhole
        ? of<Sent>(Object.freeze({ kind: 'sent', loaded, total }))
        : give(channel, dialect, upload);
    }),
  );

/** The progress, for the decision whether it may go on. */
const progressOf = (upload: Upload, reason: Reason): FtpProgress => {
  const { resumes, loaded, isBegun, how } = upload;
  const isLost = isUnsure(upload, reason);
  return {
    loaded: resumes ? loaded : 0,
    isBegun: isBegun || isLost,
    mayGoOn: resumes || (how === 'replace' && !isLost),
  };
};

/** What follows a failed try of the upload. */
const comeback = (upload: Upload, retry: RetryPolicy, error: unknown): Observable<Resumed> | undefined => {
  if (!(error instanceof ModemError)) return undefined;
  upload.failures += 1;
  return ftpComeback(retry, progressOf(upload, error.reason), error, upload.failures);
};

/** An upload that keeps its progress across modems. Fails with `invalid-argument` at once. */
export const ftpUpload =
  (how: FtpUpload['how']) =>
  (
    server: FtpServer,
    path: string,
    given: HttpBody,
    options: FtpPutOptions = {},
  ): Transfer<Sent | Resumed> => {
    const { retry, timeout, resultMs } = ftpOptions.idempotent(options);
    const resumes = (options.resume ?? false) && checkedServer(server).type === 'binary';
    // What the modem's memory took says nothing about what the server has.
    const way = options.way ?? (resumes ? 'windows' : undefined);
    const upload: Upload = {
      ...{ path, how, body: httpBody(given), way, resultMs },
      ...{ resumes: resumes && way === 'windows', base: undefined, loaded: 0, isBegun: false },
      ...{ reached: 0, failures: 0, given: 0, hasAll: false },
    };
    return {
      on: (modem) =>
        defer(() => {
          const session = ftpSession(modem, server);
          upload.path = checkedPath(path, true, session.dialect);
          const attempt = (): Observable<Sent | Resumed> => {
            upload.given = 0;
            upload.hasAll = false;
            return session.run(timeout, (channel, dialect) => attemptOn(channel, dialect, upload));
          };
          // Bytes that are sent once more are no progress.
          return modem.keepOpen(
            resumeWith(attempt, (error) => comeback(upload, retry, error)).pipe(
              catchError((error: unknown) =>
                throwError(() => (upload.given > 0 || upload.isBegun ? mayBeDone(error) : error)),
              ),
            ),
          );
        }),
      elsewhere: (reason) => ftpElsewhere(progressOf(upload, reason), reason),
    };
  };
