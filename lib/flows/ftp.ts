import { defer, map, mergeMap, type Observable } from 'rxjs';
import type { FtpDialect } from '../dialects/ftpDialect';
import type { FtpServer } from '../dialects/ftpServer';
import { spellable } from '../grammar/spellable';
import type { Modem } from '../modem/modem';
import { retryWith } from '../../operators/retryWith';
import type { Talk } from '../../operators/talk';
import { checkedPath } from './checkedPath';
import { ftpEntries, type FtpEntry } from './ftpEntries';
import { ftpGet } from './ftpGet';
import { type FtpOptions, ftpOptions, type SettledOptions } from './ftpOptions';
import { ftpPut } from './ftpPut';
import { ftpSession } from './ftpSession';

type Ask<T> = (talk: Talk, dialect: FtpDialect, path: string, resultMs: number) => Observable<T>;

/** What a question is about, and what its policies are. */
interface Question<T> {
  readonly isFile: boolean;
  readonly settle: (given: FtpOptions) => SettledOptions;
  readonly ask: Ask<T>;
  /** What else may be wrong, before anything is written. */
  readonly check?: (dialect: FtpDialect, path: string) => void;
}

/** Whole files between server and modem take their time. */
const FILE_MS = 300_000;

/** One question to a server, in a session of its own. */
const asking =
  <T>({ isFile, settle, ask, check }: Question<T>) =>
  (modem: Modem, server: FtpServer, path: string, given: FtpOptions = {}): Observable<T> =>
    defer(() => {
      const session = ftpSession(modem, server);
      const { retry, timeout, resultMs } = settle(given);
      const full = checkedPath(path, isFile, session.dialect);
      check?.(session.dialect, full);
      const asked = session.run(timeout, (talk, dialect) => ask(talk, dialect, full, resultMs));
      return modem.hold(asked.pipe(retryWith(retry)));
    });

/** A file's way between server and modem. */
const moving =
  (
    way: 'get' | 'put',
    ask: (
      talk: Talk,
      dialect: FtpDialect,
      files: { readonly path: string; readonly file: string },
      resultMs: number,
    ) => Observable<number>,
  ) =>
  (modem: Modem, server: FtpServer, path: string, file: string, given: FtpOptions = {}): Observable<number> =>
    asking({
      isFile: true,
      settle: (options) => ftpOptions.repeatable({ resultMs: FILE_MS, ...options }),
      check: (dialect, full) => dialect.checkFile({ path: full, file: spellable(file, 'file', '"') }, way),
      ask: (talk, dialect, full, resultMs) => ask(talk, dialect, { path: full, file }, resultMs),
    })(modem, server, path, given);

const decoded = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
};

const { repeatable, once } = ftpOptions;

const listText = asking({
  isFile: false,
  settle: repeatable,
  ask: (talk, dialect, path, resultMs) => dialect.list(talk, path, resultMs).pipe(map(decoded)),
});

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
  list: (modem: Modem, server: FtpServer, path: string, options?: FtpOptions): Observable<FtpEntry> =>
    listText(modem, server, path, options).pipe(mergeMap(ftpEntries)),
  /** Emits the server's own text of a directory, once. */
  listText,
  /** Emits a file's length. */
  size: asking({
    isFile: true,
    settle: repeatable,
    ask: (talk, dialect, path, resultMs) => dialect.size(talk, path, resultMs),
  }),
  /** Deletes a file; completes. */
  remove: asking({
    isFile: true,
    settle: once,
    ask: (talk, dialect, path, resultMs) => dialect.remove(talk, path, resultMs),
  }),
  /** Makes a directory; completes. */
  mkdir: asking({
    isFile: false,
    settle: once,
    ask: (talk, dialect, path, resultMs) => dialect.makeDirectory(talk, path, resultMs),
  }),
  /** Removes a directory that is empty; completes. */
  rmdir: asking({
    isFile: false,
    settle: once,
    ask: (talk, dialect, path, resultMs) => dialect.removeDirectory(talk, path, resultMs),
  }),
  /** Downloads into a file of the modem's; emits its length. On SIM800 it lies in `C:\User\ftp\`, and has a bare name. */
  getToFile: moving('get', (talk, dialect, { path, file }, resultMs) =>
    dialect.getToFile(talk, path, file, resultMs),
  ),
  /** Uploads a file of the modem's; emits its length. */
  putFromFile: moving('put', (talk, dialect, { path, file }, resultMs) =>
    dialect.putFromFile(talk, file, path, resultMs),
  ),
});
