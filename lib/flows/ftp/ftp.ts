import { defer, type Observable } from 'rxjs';
import type { FtpDialect, FtpFileTask, FtpServer } from '../../dialects/ftpDialect';
import { spellable } from '../../grammar/codecs/spellable';
import type { Modem } from '../../modem/modem';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { Chunk, Resumed, Sent } from '../../../operators/transferEvent';
import type { HttpBody } from '../http/httpBody';
import { ftpCheck } from './ftpCheck';
import { type FtpFlows, ftpFlows, type FtpTarget } from './ftpFlows';
import type { FtpGetOptions, FtpOptions, FtpPutOptions } from './ftpOptions';
import { ftpQuestion } from './ftpQuestion';

const flowsOn = (target: FtpTarget): FtpFlows =>
  'ftp' in target ? target.ftp : ftpFlows((begin) => defer(() => begin().on(target)));

/**
 * Uploads a file: replaces an existing one, or appends to it.
 *
 *     subscribe   s
 *     modem       PUT   PUT=2   PUT=2   PUT=2,0 … 1,0
 *     sent        ------s-------s---------------|      { loaded, total }
 *
 * It completes when the server has stored the file, which may take long. After a failure in the middle it asks the server for
 * the length of the file and goes on there, where `resume` is set; otherwise it stores the whole anew (`resumed` at 0), or
 * fails where that would append twice. Where the modem had the whole body and the result did not come, the file may be stored:
 * without `resume` that is an error that says so (`mayBeDone`), and no second upload. The body is subscribed to again for each try. Fails as downloads do, and with `length` where the
 * body has another length than it says.
 */
const ftpPut =
  (how: 'put' | 'append') =>
  (
    target: FtpTarget,
    server: FtpServer,
    path: string,
    body: HttpBody,
    options: FtpPutOptions = {},
  ): Observable<Sent | Resumed> =>
    flowsOn(target)[how](server, path, body, options);

/**
 * Downloads a file in chunks, window by window.
 *
 *     subscribe   s
 *     modem       size GET   GET=2   GET=2   1,0
 *     chunks      -----------ccc-----ccc-----|       { loaded, total }
 *
 * Where the connection is lost in the middle it goes on behind what came (`resumed`), if the file still has its length. An
 * empty file has no chunks. Where the server states no lengths, `total` is `undefined`. Fails with `ftp` or `cftps` and
 * the modem's code, `length`, `range`, `timeout`, `network`, `corrupt`, `reset`, `closed`; with `invalid-argument` and
 * `unsupported` before anything is written.
 */
const ftpGet = (
  target: FtpTarget,
  server: FtpServer,
  path: string,
  options: FtpGetOptions = {},
): Observable<Chunk | Resumed> => flowsOn(target).get(server, path, options);

type Questions = 'list' | 'listText' | 'size' | 'remove' | 'mkdir' | 'rmdir';

const asking =
  <Q extends Questions>(question: Q) =>
  (target: FtpTarget, server: FtpServer, path: string, options: FtpOptions = {}): ReturnType<FtpFlows[Q]> =>
    flowsOn(target)[question](server, path, options) as ReturnType<FtpFlows[Q]>;

/** Whole files between server and modem take long. */
const FILE_MS = 300_000;

/** Transfers between the server and a file on the modem. */
const moving =
  (
    way: 'get' | 'put',
    ask: (channel: CommandChannel, dialect: FtpDialect, task: FtpFileTask) => Observable<number>,
  ) =>
  (
    modem: Modem,
    server: FtpServer,
    path: string,
    file: string,
    options: FtpOptions = {},
  ): Observable<number> =>
    defer(() => {
      const question = ftpQuestion({
        isFile: true,
        isIdempotent: way === 'get',
        resultMs: FILE_MS,
        check: (dialect, full) => dialect.checkFile({ path: full, file: spellable(file, 'file', '"') }, way),
        ask: (channel, dialect, task) => ask(channel, dialect, { ...task, file }),
      });
      return question(server, path, options).on(modem);
    });

/**
 * Files of an FTP server over a modem, a pool of them or a remote one, whatever the family: cold Observables, one session at a
 * time. Paths begin at the server's root.
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
  /** Uploads a file; replaces an existing one. */
  put: ftpPut('put'),
  /** Appends to a file, or makes one. */
  append: ftpPut('append'),
  /** Emits the entries of a directory, one by one. */
  list: asking('list'),
  /** Emits the server's own text of a directory, once. */
  listText: asking('listText'),
  /** Emits a file's length. */
  size: asking('size'),
  /** Deletes a file; completes. */
  remove: asking('remove'),
  /** Makes a directory; completes. */
  mkdir: asking('mkdir'),
  /** Removes an empty directory; completes. */
  rmdir: asking('rmdir'),
  /** Downloads into a file on the modem; emits its length. On SIM800 it lies in `C:\User\ftp\`, and has a bare name. */
  getToFile: moving('get', (channel, dialect, task) => dialect.getToFile(channel, task)),
  /** Uploads a file on the modem; emits its length. */
  putFromFile: moving('put', (channel, dialect, task) => dialect.putFromFile(channel, task)),
  check: ftpCheck,
});
