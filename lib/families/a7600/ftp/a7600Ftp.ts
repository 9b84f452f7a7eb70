import { concat, defer, map, type Observable } from 'rxjs';
import {
  ftpsDelete,
  ftpsDeleted,
  ftpsDirectoryMade,
  ftpsDirectoryRemoved,
  ftpsList,
  ftpsListed,
  ftpsMakeDirectory,
  ftpsRemoveDirectory,
} from './a7600FtpCommands';
import { invalidArgument } from '../../../grammar/errors/modemError';
import { joinBytes } from '../../../../operators/joinBytes';
import { a7600FtpClose, a7600FtpOpen } from './a7600FtpOpen';
import { a7600FtpDone, a7600FtpStream } from './a7600FtpResult';
import { a7600FtpRunning as recall } from './a7600FtpRunning';
import { a7600FtpFiles } from './a7600FtpFiles';
import { a7600FtpGet } from './a7600FtpGet';
import { a7600FtpPut } from './a7600FtpPut';
import { a7600FtpSize } from './a7600FtpSize';
import { a7600FtpStaging, type A7600FtpStore, cleanups } from './a7600FtpStaging';
import type { FilesDialect } from '../../../dialects/filesDialect';
import type { FtpDialect, SettledServer } from '../../../dialects/ftpDialect';

/** The limits that differ between the families that share this dialect. */
export interface A7600FtpLimits {
  readonly maxPathChars: number;
  readonly maxLoginChars: number;
}

const lacks =
  ({ maxLoginChars }: A7600FtpLimits) =>
  (server: SettledServer): string | undefined => {
    const long = (['host', 'user', 'password'] as const).find((name) => server[name].length > maxLoginChars);
    return long && `FTP ${long}s of more than ${maxLoginChars} characters`;
  };

const checkPath =
  ({ maxPathChars }: A7600FtpLimits) =>
  (path: string): void => {
    if (path.length > maxPathChars || path === '')
      invalidArgument('path', `it has ${path.length} characters; 1 to ${maxPathChars} are taken`);
  };

/** Runs work on a path that the family takes. */
const checked =
  (limits: A7600FtpLimits) =>
  <T>(path: string, work: (path: string) => Observable<T>): Observable<T> =>
    defer(() => {
      checkPath(limits)(path);
      return work(path);
    });

/**
 * FTP and FTPS as the A76XX and the SIM7600 do it.
 *
 *     > AT+CFTPSSTART   > AT+CFTPSLOGIN="h",21,"u","***",0   > AT+CFTPSGET="a"   > AT+CFTPSLOGOUT   > AT+CFTPSSTOP
 *
 * Long files go by way of `files`, on the modem. Source: A76XX AT manual V1.09 pages 369–393; FTP(S) note V1.02 pages 10–19.
 */
export const a7600Ftp = (files: FilesDialect, limits: A7600FtpLimits): FtpDialect => {
  const staging = a7600FtpStaging(files);
  const store: A7600FtpStore = { files, staging, cleanups: cleanups() };
  const { checkFile, getToFile, putFromFile } = a7600FtpFiles(store);
  const get = a7600FtpGet(files, staging);
  const put = a7600FtpPut(store);
  const on = checked(limits);
  return {
    lacks: lacks(limits),
    checkPath: checkPath(limits),
    checkFile,
    maxWindowBytes: files.maxReadBytes,
    open: a7600FtpOpen,
    get: (channel, download) => on(download.path, () => get(channel, download)),
    put: (channel, upload) => on(upload.path, () => put(channel, upload)),
    list: (channel, { path, resultMs }) =>
      on(path === '' ? '/' : path, (directory) =>
        a7600FtpStream(channel, ftpsList({ path: directory }), ftpsListed, { resultMs }).pipe(map(joinBytes)),
      ),
    size: (channel, task) => on(task.path, () => a7600FtpSize(channel, task)),
    remove: (channel, { path, resultMs: withinMs }) =>
      on(path, () => a7600FtpDone(channel, ftpsDelete({ path }), { urc: ftpsDeleted, withinMs, recall })),
    makeDirectory: (channel, { path, resultMs: withinMs }) =>
      on(path, () =>
        a7600FtpDone(channel, ftpsMakeDirectory({ path }), { urc: ftpsDirectoryMade, withinMs, recall }),
      ),
    removeDirectory: (channel, { path, resultMs: withinMs }) =>
      on(path, () =>
        a7600FtpDone(channel, ftpsRemoveDirectory({ path }), { urc: ftpsDirectoryRemoved, withinMs, recall }),
      ),
    getToFile: (channel, task) => on(task.path, () => getToFile(channel, task)),
    putFromFile: (channel, task) => on(task.path, () => putFromFile(channel, task)),
    close: (channel) => concat(a7600FtpClose(channel), store.cleanups.run(channel), staging.clear(channel)),
  };
};
