import { concat, defer, EMPTY, mergeMap, type Observable, of, throwError } from 'rxjs';
import * as ftp from './sim800FtpCommands';
import { ModemError } from '../../../grammar/errors/modemError';
import { joinBytes } from '../../../../operators/joinBytes';
import { windowPace } from '../../../../operators/windowPace';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { BEARER_CID } from '../network/sim800Bearer';
import type { FtpDialect, FtpDownload, SettledServer } from '../../../dialects/ftpDialect';
import { ftpResult } from './sim800FtpTransfer';
import { orUnsaid } from '../../../dialects/steps/sameSize';
import { sim800Files } from '../files/sim800Files';
import { inOrder } from '../../../dialects/steps/inOrder';
import { optionalSetting } from '../../../dialects/steps/optionally';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { sim800FtpBulk, sim800FtpGet } from './sim800FtpGet';
import { sim800FtpPut } from './sim800FtpPut';
import { sim800FtpClose, sim800FtpQuit } from './sim800FtpQuit';
import { sim800FtpPaths } from './sim800FtpPaths';

/** What `FTPGET=2` takes at once; `FTPEXTGET=3` reads any window of what the memory holds. */
const MAX_WINDOW = 1_460;
/** The most bytes that the modem's memory takes (AT manual: 300 k). */
const MAX_BULK = 307_200;
/** The most characters of host, user and password. */
const MAX_CHARS = 49;

const security = (channel: CommandChannel, tls: SettledServer['tls']): Observable<never> =>
  tls === 'none'
    ? optionalSetting(channel, ftp.ftpSsl({ tls }))
    : inOrder(channel, ftp.ftpSsl({ tls })).pipe(
        onRefusal(() => {
          const missing = {
            kind: 'unsupported',
            family: 'this SIM800',
            feature: 'FTPS (FTPSSL is refused)',
          } as const;
          return throwError(() => new ModemError(missing));
        }),
      );

const open = (
  channel: CommandChannel,
  { host, port, user, password, mode, type, tls }: SettledServer,
): Observable<unknown> =>
  concat(
    sim800FtpQuit(channel),
    inOrder(
      channel,
      ftp.ftpCid({ cid: BEARER_CID }),
      ftp.ftpServer({ host }),
      ftp.ftpPort({ port }),
      ftp.ftpUser({ user }),
      ftp.ftpPassword({ password }),
    ),
    optionalSetting(channel, ftp.ftpMode({ mode })),
    inOrder(channel, ftp.ftpType({ type }), ftp.ftpRest({ offset: 0 })),
    security(channel, tls),
    of(null),
  );

const getTarget = (channel: CommandChannel, path: string): Observable<never> => {
  const { folder, name } = sim800FtpPaths.split(path);
  return inOrder(channel, ftp.ftpGetName({ name }), ftp.ftpGetPath({ path: folder }));
};

const putTarget = (channel: CommandChannel, path: string, how: 'replace' | 'append'): Observable<never> => {
  const { folder, name } = sim800FtpPaths.split(path);
  return inOrder(
    channel,
    ftp.ftpPutName({ name }),
    ftp.ftpPutPath({ path: folder }),
    ftp.ftpPutOption({ how }),
  );
};

/** The length of a download that goes by way of the modem's memory: it fits, and is longer than one window. */
const bulkBytes = ({ way, fromByte, totalBytes }: FtpDownload): number | undefined => {
  const fits = fromByte === 0 && totalBytes !== undefined && totalBytes > 0 && totalBytes <= MAX_BULK;
  return fits && (way === 'bulk' || (way === undefined && totalBytes > MAX_WINDOW)) ? totalBytes : undefined;
};

const windowed = (channel: CommandChannel, download: FtpDownload): Observable<never> => {
  const { fromByte, windows } = download;
  windows.limit(MAX_WINDOW);
  return concat(
    fromByte > 0 ? inOrder(channel, ftp.ftpRest({ offset: fromByte })) : EMPTY,
    sim800FtpGet(channel, 'file', download),
    fromByte > 0 ? inOrder(channel, ftp.ftpRest({ offset: 0 })) : EMPTY,
  );
};

const get = (channel: CommandChannel, download: FtpDownload): Observable<never> => {
  const totalBytes = bulkBytes(download);
  const otherwise = (): Observable<never> => {
    channel.note('FTPEXTGET is refused: the download goes window by window');
    return windowed(channel, download);
  };
  return concat(
    getTarget(channel, download.path),
    totalBytes === undefined
      ? windowed(channel, download)
      : sim800FtpBulk(channel, download, totalBytes).pipe(onRefusal(otherwise)),
  );
};

const done = (result: Observable<unknown>): Observable<never> => result.pipe(mergeMap(() => EMPTY));

/** The number of bytes in a result. The code 0 alone does not mean none: the number was lost on the line. */
const lengthOf = (
  result: Observable<{ readonly bytes?: number | undefined }>,
  otherwise: () => Observable<number>,
): Observable<number> =>
  result.pipe(mergeMap(({ bytes }) => (bytes === undefined ? otherwise() : of(bytes))));

/** Fails: the number was lost, and nothing else tells it. */
const unreadable = (name: string, line: string): Observable<never> =>
  throwError(() => new ModemError({ kind: 'unreadable', command: `AT${name}`, line: `${name}: ${line}` }));

/** The length of a file on the modem, where the result of a transfer does not tell it. */
const lengthOfFile =
  (channel: CommandChannel, path: string, name: string): (() => Observable<number>) =>
  () =>
    orUnsaid(sim800Files.size(channel, path), () => unreadable(name, '0,'));

/**
 * FTP as the SIM800 does it: parameters, then one command for each thing, which logs in, does it and logs out.
 *
 *     > AT+FTPSERV="…"  …  > AT+FTPGETNAME="a.txt"  > AT+FTPGETPATH="/"  > AT+FTPSIZE  < OK  < +FTPSIZE: 1,0,1024
 *
 * Source: SIM800 IP note §§ 3.10–3.26; AT manual V1.09 chapter 12.
 */
export const sim800Ftp: FtpDialect = {
  lacks: ({ host, user, password }) =>
    Math.max(host.length, user.length, password.length) > MAX_CHARS
      ? `room for hosts, users or passwords of more than ${MAX_CHARS} characters`
      : undefined,
  checkPath: sim800FtpPaths.checkPath,
  checkFile: ({ file }, way) => sim800FtpPaths.checkFile(file, way),
  maxWindowBytes: MAX_BULK,
  open,
  get,
  put: (channel, upload) => {
    const { content, way, how, path } = upload;
    const fits = content.length > 0 && content.length <= MAX_BULK;
    const isBulk = fits && (way === 'bulk' || (way === undefined && content.length > MAX_WINDOW));
    return concat(putTarget(channel, path, how), sim800FtpPut(channel, upload, isBulk));
  },
  list: (channel, { path, resultMs }) =>
    defer(() => {
      const slices: Uint8Array[] = [];
      const take = (more: readonly Uint8Array[]): Observable<never> => {
        slices.push(...more);
        return EMPTY;
      };
      return concat(
        inOrder(channel, ftp.ftpGetPath({ path })),
        sim800FtpGet(channel, 'list', { windows: windowPace(MAX_WINDOW), resultMs, take }),
        defer(() => of(joinBytes(slices))),
      );
    }),
  size: (channel, { path, resultMs: withinMs }) =>
    concat(
      getTarget(channel, path),
      lengthOf(ftpResult(channel, ftp.ftpSize(), { urc: ftp.ftpSizeDone, withinMs }), () =>
        unreadable('+FTPSIZE', '1,0,'),
      ),
    ),
  remove: (channel, { path, resultMs: withinMs }) =>
    concat(
      getTarget(channel, path),
      done(ftpResult(channel, ftp.ftpDelete(), { urc: ftp.ftpDeleteDone, withinMs, isEverywhere: true })),
    ),
  makeDirectory: (channel, { path, resultMs: withinMs }) =>
    concat(
      inOrder(channel, ftp.ftpGetPath({ path })),
      done(
        ftpResult(channel, ftp.ftpMakeFolder(), { urc: ftp.ftpMakeFolderDone, withinMs, isEverywhere: true }),
      ),
    ),
  removeDirectory: (channel, { path, resultMs: withinMs }) =>
    concat(
      inOrder(channel, ftp.ftpGetPath({ path })),
      done(
        ftpResult(channel, ftp.ftpRemoveFolder(), {
          urc: ftp.ftpRemoveFolderDone,
          withinMs,
          isEverywhere: true,
        }),
      ),
    ),
  getToFile: (channel, { path, file, resultMs: withinMs }) =>
    defer(() => {
      const command = ftp.ftpGetToFile({ drive: 'local', name: sim800FtpPaths.nameIn(file) });
      return concat(
        getTarget(channel, path),
        lengthOf(
          ftpResult(channel, command, { urc: ftp.ftpGetToFileDone, withinMs }),
          lengthOfFile(channel, sim800FtpPaths.fileOf(file), '+FTPGETTOFS'),
        ),
      );
    }),
  putFromFile: (channel, { path, file, resultMs: withinMs }) =>
    defer(() => {
      const command = ftp.ftpPutFromFile({ path: sim800FtpPaths.fileOf(file) });
      return concat(
        putTarget(channel, path, 'replace'),
        lengthOf(
          ftpResult(channel, command, { urc: ftp.ftpPutFromFileDone, withinMs }),
          lengthOfFile(channel, sim800FtpPaths.fileOf(file), '+FTPPUTFRMFS'),
        ),
      );
    }),
  close: sim800FtpClose,
};
