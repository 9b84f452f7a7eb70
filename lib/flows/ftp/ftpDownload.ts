import type { Reason } from '../../grammar/errors/reason';
import {
  concat,
  concatMap,
  defer,
  EMPTY,
  from,
  ignoreElements,
  merge,
  mergeMap,
  type Observable,
  Subject,
  tap,
  throwError,
  catchError,
  type MonoTypeOperatorFunction,
  of,
} from 'rxjs';
import type { FtpDialect, FtpServer } from '../../dialects/ftpDialect';
import { invalidArgument, ModemError } from '../../grammar/errors/modemError';
import { resumeWith } from '../../../operators/resumeWith';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { Chunk, Resumed } from '../../../operators/transferEvent';
import { type WindowPace, windowPace } from '../../../operators/windowPace';
import { checkedPath, checkedServer, ftpSession } from './ftpSession';
import { ftpComeback, ftpElsewhere, type FtpProgress } from './ftpComeback';
import { expectSize, orUnsaid } from '../../dialects/steps/sameSize';
import { ftpLength } from './ftpLength';
import { type FtpGetOptions, ftpOptions } from './ftpOptions';
import type { Transfer } from '../transfer/transfer';

/** One download and its progress. */
interface Download {
  /** As the family spells it: set when a modem is known. */
  path: string;
  readonly given: FtpGetOptions;
  readonly resultMs: number;
  /** Whether bytes come as they are, so that the server's length is theirs. */
  readonly isExact: boolean;
  loaded: number;
  total: number | undefined;
  /** How large windows are on this modem, over all tries. */
  windows?: WindowPace | undefined;
}

const changed = (): ModemError =>
  new ModemError({ kind: 'range', problem: 'what the server serves has changed meanwhile' });

/** No length, or a damaged one. */
const NO_LENGTH = new Set<Reason['kind']>(['refused', 'cme', 'unreadable', 'corrupt']);

/** The length is a comfort where nothing was downloaded yet: where it does not come, the download begins without. */
const withoutLength = ({ loaded }: Download): MonoTypeOperatorFunction<number | undefined> =>
  catchError((error: unknown) => {
    if (!(error instanceof ModemError) || loaded > 0) return throwError(() => error);
    const { reason } = error;
    const isSilent = reason.kind === 'timeout' && (reason.phase === 'result' || reason.phase === 'answer');
    return isSilent || NO_LENGTH.has(reason.kind) ? of(undefined) : throwError(() => error);
  });

/** Asks for the length of the file; fails where it has changed. */
const measure = (channel: CommandChannel, dialect: FtpDialect, download: Download): Observable<never> =>
  defer(() => {
    const { path, resultMs, isExact } = download;
    if (!isExact) return EMPTY;
    return ftpLength(channel, dialect, { path, resultMs }).pipe(
      withoutLength(download),
      mergeMap((total) => {
        const { total: before } = download;
        if (before !== undefined && total !== undefined && total !== before) return throwError(changed);
        download.total = total ?? before;
        return EMPTY;
      }),
    );
  });

/** Takes slices one after the other: the sink gets each first, then it is emitted. */
const taking = (download: Download, chunks: Subject<Chunk>) => {
  const { into } = download.given;
  const deliver = (bytes: Uint8Array): Observable<never> => {
    const emitted = defer((): Observable<never> => {
      download.loaded += bytes.length;
      const { loaded, total } = download;
      chunks.next(Object.freeze({ kind: 'chunk', bytes, loaded, total }));
      return EMPTY;
    });
    return into ? concat(defer(() => into(bytes)).pipe(ignoreElements()), emitted) : emitted;
  };
  return (slices: readonly Uint8Array[]): Observable<never> =>
    from(slices.filter(({ length }) => length > 0)).pipe(concatMap(deliver));
};

/** Fails where the server has more than came: a lost connection may look like the end. */
const verify = ({ loaded, total }: Download): Observable<never> =>
  total === undefined || total === loaded
    ? EMPTY
    : throwError(() => new ModemError({ kind: 'length', expectedBytes: total, gotBytes: loaded }));

const rest = (channel: CommandChannel, dialect: FtpDialect, download: Download): Observable<Chunk> =>
  defer(() => {
    const { path, given, resultMs, loaded: fromByte, total } = download;
    const isOver = fromByte === total;
    const totalBytes = isOver ? undefined : total;
    const windows = (download.windows ??= windowPace(given.windowBytes, dialect.maxWindowBytes, channel));
    const chunks = new Subject<Chunk>();
    const take = taking(download, chunks);
    const { way } = given;
    const whole = dialect
      .get(channel, { path, fromByte, totalBytes, windows, way, resultMs, take })
      .pipe(tap({ complete: () => chunks.complete() }));
    const got = merge(chunks, whole);
    // A digit that was lost on the line makes a shorter file: one that has nothing to get is asked for its length again.
    return isOver
      ? orUnsaid(dialect.size(channel, { path, resultMs }).pipe(expectSize(fromByte)), () => got)
      : got;
  });

/** The progress, for the decision whether it may go on. */
const progressOf = ({ loaded, given, isExact }: Download): FtpProgress => ({
  loaded,
  isBegun: loaded > (given.fromByte ?? 0),
  mayGoOn: (given.resume ?? true) && isExact,
});

/** A download that keeps its progress across modems. Fails with `invalid-argument` at once. */
export const ftpDownload = (
  server: FtpServer,
  path: string,
  given: FtpGetOptions = {},
): Transfer<Chunk | Resumed> => {
  const { retry, timeout, resultMs } = ftpOptions.idempotent(given);
  const { fromByte = 0 } = given;
  if (!Number.isSafeInteger(fromByte) || fromByte < 0)
    return invalidArgument('fromByte', `${fromByte} is no offset`);
  const isExact = checkedServer(server).type === 'binary';
  const download: Download = { path, given, resultMs, isExact, loaded: fromByte, total: undefined };
  return {
    on: (modem) =>
      defer(() => {
        const session = ftpSession(modem, server);
        download.path = checkedPath(path, true, session.dialect);
        const attempt = (): Observable<Chunk | Resumed> =>
          session.run(timeout, (channel, dialect) =>
            concat(
              measure(channel, dialect, download),
              rest(channel, dialect, download),
              defer(() => verify(download)),
            ),
          );
        return modem.keepOpen(
          resumeWith(attempt, (error, failures) => ftpComeback(retry, progressOf(download), error, failures)),
        );
      }),
    elsewhere: (reason) => {
      download.windows = undefined;
      return ftpElsewhere(progressOf(download), reason);
    },
  };
};
