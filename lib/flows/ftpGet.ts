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
} from 'rxjs';
import type { FtpDialect } from '../dialects/ftpDialect';
import type { FtpServer } from '../dialects/ftpServer';
import { invalidArgument } from '../grammar/invalidArgument';
import { ModemError } from '../grammar/modemError';
import type { Modem } from '../modem/modem';
import { persist } from '../../operators/persist';
import type { Talk } from '../../operators/talk';
import type { Chunk, Resumed } from '../../operators/transferEvent';
import { checkedPath } from './checkedPath';
import { ftpComeback } from './ftpComeback';
import { ftpLength } from './ftpLength';
import { type FtpGetOptions, ftpOptions } from './ftpOptions';
import { ftpSession } from './ftpSession';

/** What one download needs to know, and how far it is. */
interface Download {
  readonly path: string;
  readonly given: FtpGetOptions;
  readonly resultMs: number;
  /** Whether bytes come as they are, so that the server's length is theirs. */
  readonly isExact: boolean;
  loaded: number;
  total: number | undefined;
}

const changed = (): ModemError =>
  new ModemError({ kind: 'range', problem: 'what the server serves has changed meanwhile' });

/** Learns how long the file is; fails where it is not as long as before. */
const measure = (talk: Talk, dialect: FtpDialect, download: Download): Observable<never> =>
  defer(() => {
    const { path, resultMs, isExact } = download;
    if (!isExact) return EMPTY;
    return ftpLength(talk, dialect, path, resultMs).pipe(
      mergeMap((total) => {
        const { total: before } = download;
        if (before !== undefined && total !== undefined && total !== before) return throwError(changed);
        download.total = total ?? before;
        return EMPTY;
      }),
    );
  });

/** Takes slices one after the other: the sink first, then the reader is told. */
const taking = (download: Download, chunks: Subject<Chunk>) => {
  const { into } = download.given;
  const deliver = (bytes: Uint8Array): Observable<never> => {
    const told = defer((): Observable<never> => {
      download.loaded += bytes.length;
      const { loaded, total } = download;
      chunks.next(Object.freeze({ kind: 'chunk', bytes, loaded, total }));
      return EMPTY;
    });
    return into ? concat(defer(() => into(bytes)).pipe(ignoreElements()), told) : told;
  };
  return (slices: readonly Uint8Array[]): Observable<never> =>
    from(slices.filter(({ length }) => length > 0)).pipe(concatMap(deliver));
};

/** Fails where the server has more than came: a connection that was lost may look like an end. */
const verify = ({ loaded, total }: Download): Observable<never> =>
  total === undefined || total === loaded
    ? EMPTY
    : throwError(() => new ModemError({ kind: 'length', expectedBytes: total, gotBytes: loaded }));

const rest = (talk: Talk, dialect: FtpDialect, download: Download): Observable<Chunk> =>
  defer(() => {
    const { path, given, resultMs, loaded: fromByte, total: totalBytes } = download;
    if (fromByte === totalBytes) return EMPTY;
    const most = dialect.mostWindowBytes;
    const windowBytes = Math.max(1, Math.min(given.windowBytes ?? most, most));
    const chunks = new Subject<Chunk>();
    const take = taking(download, chunks);
    const { way } = given;
    const whole = dialect
      .get(talk, { path, fromByte, totalBytes, windowBytes, way, resultMs, take })
      .pipe(tap({ complete: () => chunks.complete() }));
    return merge(chunks, whole);
  });

/**
 * Downloads a file in chunks, window by window.
 *
 *     subscribe   s
 *     modem       size GET   GET=2   GET=2   1,0
 *     chunks      -----------ccc-----ccc-----|       { loaded, total }
 *
 * Where the connection is lost in the middle it goes on behind what came (`resumed`), if the file has its length still. An
 * empty file has no chunks. Where the server does not tell lengths, `total` is `undefined`. Fails with `ftp` or `cftps` and
 * the modem's code, `length`, `range`, `timeout`, `network`, `corrupt`, `reset`, `closed`; with `invalid-argument` and
 * `unsupported` before anything is written.
 */
export const ftpGet = (
  modem: Modem,
  server: FtpServer,
  path: string,
  given: FtpGetOptions = {},
): Observable<Chunk | Resumed> =>
  defer(() => {
    const session = ftpSession(modem, server);
    const { retry, timeout, resultMs } = ftpOptions.repeatable(given);
    const { fromByte = 0, resume = true } = given;
    if (!Number.isSafeInteger(fromByte) || fromByte < 0)
      return invalidArgument('fromByte', `${fromByte} is no offset`);
    const isExact = session.server.type === 'binary';
    const download: Download = {
      ...{ path: checkedPath(path, true, session.dialect), given, resultMs, isExact },
      ...{ loaded: fromByte, total: undefined },
    };
    const attempt = (): Observable<Chunk | Resumed> =>
      session.run(timeout, (talk, dialect) =>
        concat(
          measure(talk, dialect, download),
          rest(talk, dialect, download),
          defer(() => verify(download)),
        ),
      );
    const progress = () => ({
      loaded: download.loaded,
      isBegun: download.loaded > fromByte,
      mayGoOn: resume && isExact,
    });
    return modem.hold(persist(attempt, (error, failures) => ftpComeback(retry, progress(), error, failures)));
  });
