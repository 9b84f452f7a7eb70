import { defer, type Observable } from 'rxjs';
import type { FtpDialect, FtpServer, FtpUpload } from '../../dialects/ftpDialect';
import { spellable } from '../../grammar/codecs/spellable';
import type { Modem } from '../../modem/modem';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { FtpOptions, FtpGetOptions, FtpPutOptions } from './ftpOptions';
import { ftpQuestion } from './ftpQuestion';
import { ftpQuestions } from './ftpQuestions';
import type { Transfer } from '../transfer/transfer';
import type { Chunk, Resumed, Sent } from '../../../operators/transferEvent';
import { ftpDownload } from './ftpDownload';
import { ftpUpload } from './ftpUpload';
import type { HttpBody } from '../http/httpBody';

/**
 * Uploads a file: in the place of one that is there, or behind its end.
 *
 *     subscribe   s
 *     modem       PUT   PUT=2   PUT=2   PUT=2,0 … 1,0
 *     sent        ------s-------s---------------|      { loaded, total }
 *
 * It completes when the server has stored it, which may take long. After a failure in the middle it asks the server how much
 * it has and goes on there, where `resume` says so; else the whole is stored anew (`resumed` at 0), or the failure stands
 * where that would append twice. The body is subscribed to again then. Fails as downloads do, and with `length` where the
 * body has another length than it says.
 */
const ftpPut =
  (how: FtpUpload['how']) =>
  (
    modem: Modem,
    server: FtpServer,
    path: string,
    given: HttpBody,
    options: FtpPutOptions = {},
  ): Observable<Sent | Resumed> =>
    defer(() => ftpUpload(how)(server, path, given, options).on(modem));

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
const ftpGet = (
  modem: Modem,
  server: FtpServer,
  path: string,
  given: FtpGetOptions = {},
): Observable<Chunk | Resumed> => defer(() => ftpDownload(server, path, given).on(modem));

/** Whole files between server and modem take their time. */
const FILE_MS = 300_000;

const asking =
  <T>(question: (server: FtpServer, path: string, options?: FtpOptions) => Transfer<T>) =>
  (modem: Modem, server: FtpServer, path: string, options?: FtpOptions): Observable<T> =>
    defer(() => question(server, path, options).on(modem));

/** A file's way between server and modem. */
const moving =
  (
    way: 'get' | 'put',
    ask: (
      channel: CommandChannel,
      dialect: FtpDialect,
      files: { readonly path: string; readonly file: string },
      resultMs: number,
    ) => Observable<number>,
  ) =>
  (modem: Modem, server: FtpServer, path: string, file: string, given: FtpOptions = {}): Observable<number> =>
    asking(
      ftpQuestion({
        isFile: true,
        isIdempotent: true,
        resultMs: FILE_MS,
        check: (dialect, full) => dialect.checkFile({ path: full, file: spellable(file, 'file', '"') }, way),
        ask: (channel, dialect, full, resultMs) => ask(channel, dialect, { path: full, file }, resultMs),
      }),
    )(modem, server, path, given);

/**
 * Files of an FTP server over a modem, whatever its family: cold Observables, one session at a time. Paths begin at the
 * server's root.
 *
 *     ftp.get(modem, { host: 'files.example.com', user: 'me', password }, '/logs/today.csv')   ⇒ { kind: 'chunk', bytes … }
 *     ftp.put(modem, server, '/logs/today.csv', csv)                                           ⇒ { kind: 'sent', loaded … }
 *
 * Unsubscribing at any time ends the session politely. What the server or the modem refuses fails with `ftp` (SIM800) or
 * `cftps` (A7600) and the modem's code.
 */
export const ftp = Object.freeze({
  /** Downloads a file in chunks. */
  get: ftpGet,
  /** Uploads a file, in the place of one that is there. */
  put: ftpPut('replace'),
  /** Uploads behind the end of a file, or makes one. */
  append: ftpPut('append'),
  /** Emits what a directory holds, one by one. */
  list: asking(ftpQuestions.list),
  /** Emits the server's own text of a directory, once. */
  listText: asking(ftpQuestions.listText),
  /** Emits a file's length. */
  size: asking(ftpQuestions.size),
  /** Deletes a file; completes. */
  remove: asking(ftpQuestions.remove),
  /** Makes a directory; completes. */
  mkdir: asking(ftpQuestions.mkdir),
  /** Removes a directory that is empty; completes. */
  rmdir: asking(ftpQuestions.rmdir),
  /** Downloads into a file of the modem's; emits its length. On SIM800 it lies in `C:\User\ftp\`, and has a bare name. */
  getToFile: moving('get', (channel, dialect, { path, file }, resultMs) =>
    dialect.getToFile(channel, path, file, resultMs),
  ),
  /** Uploads a file of the modem's; emits its length. */
  putFromFile: moving('put', (channel, dialect, { path, file }, resultMs) =>
    dialect.putFromFile(channel, file, path, resultMs),
  ),
});
