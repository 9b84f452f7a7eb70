import {
  catchError,
  concat,
  defer,
  EMPTY,
  ignoreElements,
  mergeMap,
  type Observable,
  of,
  tap,
  throwError,
} from 'rxjs';
import type { FtpDialect, FtpFileTask, FtpTask, SettledServer } from '../../../dialects/ftpDialect';
import { inOrder } from '../../../dialects/steps/inOrder';
import { isRefusal, onRefusal } from '../../../dialects/steps/onRefusal';
import { startService } from '../../../dialects/steps/startService';
import type { Command } from '../../../grammar/command';
import { invalidArgument, ModemError } from '../../../grammar/errors/modemError';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { joinBytes } from '../../../../operators/joinBytes';
import { windowPace } from '../../../../operators/windowPace';
import { quectelFiles } from '../files/quectelFiles';
import { clearFile } from '../files/clearFile';
import { quectelTls } from '../http/quectelTls';
import { secondsOf } from '../http/quectelUpload';
import { QUECTEL_CONTEXT } from '../network/quectelBearer';
import * as ftp from './quectelFtpCommands';
import { asFailureOf } from '../device/quectelFailure';
import { clearTurn, readFileOfTurn, quectelFtpFile, transferredBytes, writingFile } from './quectelFtpFile';
import { quectelFtpRecall } from './quectelFtpRecall';
import { quectelFtpCount, quectelFtpResult } from './quectelFtpResult';
import { MAX_FTP_WINDOW_BYTES, quectelFtpGet, quectelFtpLength, quectelFtpPut } from './quectelFtpGet';

const MAX_CHARS = 255;
const MAX_HOST_CHARS = 200;
const MAX_FILE_CHARS = 60;
const OPEN_MS = 190_000;
const CLOSE_MS = 60_000;
const SECONDS = [20, 180] as const;
const ANSWER_MS = 90_000;
const TLS_CONTEXT = 0;
const BUSY = 603;

const lacks = ({ host, user, password, mode, tls }: SettledServer): string | undefined => {
  if (tls !== 'none' && mode === 'active') return 'FTPS in active mode';
  if (host.length > MAX_HOST_CHARS) return `FTP hosts of more than ${MAX_HOST_CHARS} characters`;
  return [user, password].some(({ length }) => length > MAX_CHARS)
    ? `FTP users and passwords of more than ${MAX_CHARS} characters`
    : undefined;
};

const checkPath = (path: string): void => {
  if (path.length > MAX_CHARS || path === '')
    invalidArgument('path', `it has ${path.length} characters; 1 to ${MAX_CHARS} are taken`);
};

const local = (file: string): string => {
  const name = quectelFiles.pathOf(file, 'file');
  return name.length <= MAX_FILE_CHARS
    ? name
    : invalidArgument('file', `it has ${name.length} characters; FTP takes ${MAX_FILE_CHARS}`);
};

/** Ends the session, and waits until it has ended: every command before that would be refused. Fails where that is refused. */
const sessionEnded = (channel: CommandChannel): Observable<never> =>
  quectelFtpResult(channel, {
    command: ftp.quectelFtpClose(),
    urc: ftp.quectelFtpClosed,
    withinMs: CLOSE_MS,
    recall: quectelFtpRecall.close,
  }).pipe(
    ignoreElements(),
    catchError((error: unknown) => (isRefusal(error) ? throwError(() => error) : EMPTY)),
  );

const endSession = (channel: CommandChannel): Observable<never> =>
  sessionEnded(channel).pipe(onRefusal(() => EMPTY));

const settings = ({ user, password, type, mode }: SettledServer): readonly (Command | undefined)[] => [
  ftp.quectelFtpContext({ value: QUECTEL_CONTEXT }),
  ftp.quectelFtpAccount({ user, password }),
  ftp.quectelFtpType({ value: type }),
  ftp.quectelFtpMode({ value: mode }),
  ftp.quectelFtpTimeout({ value: secondsOf(ANSWER_MS, SECONDS) }),
];

/** Firmware without FTPS refuses the setting; that matters only where TLS is wanted. */
const security = (channel: CommandChannel, { tls }: SettledServer): Observable<never> => {
  const chosen = inOrder(channel, ftp.quectelFtpTls({ value: tls }));
  if (tls === 'none') return chosen.pipe(onRefusal(() => EMPTY));
  return concat(
    chosen,
    inOrder(channel, ftp.quectelFtpTlsContext({ value: TLS_CONTEXT })),
    quectelTls(channel, { context: TLS_CONTEXT }),
  );
};

const open = (channel: CommandChannel, server: SettledServer): Observable<number> => {
  const { host, port } = server;
  const login = quectelFtpResult(channel, {
    command: ftp.quectelFtpOpen({ host, port }),
    urc: ftp.quectelFtpOpened,
    withinMs: OPEN_MS,
    recall: quectelFtpRecall.login,
  });
  const begun = defer(() =>
    concat(
      inOrder(channel, ...settings(server)),
      security(channel, server),
      startService(channel, { service: 'FTP', start: login, end: sessionEnded(channel) }),
    ).pipe(asFailureOf('ftp')),
  );
  return begun.pipe(
    catchError((error: unknown) => {
      const reason = error instanceof ModemError ? error.reason : undefined;
      // A failed login leaves the service busy, too: it is ended in any case.
      if (reason?.kind !== 'ftp') return throwError(() => error);
      if (reason.code !== BUSY)
        return concat(
          endSession(channel),
          throwError(() => error),
        );
      channel.note('an FTP session was open already: it is ended, and a new one begins');
      return concat(endSession(channel), begun);
    }),
  );
};

const done =
  (command: (path: string) => Command, urc: typeof ftp.quectelFtpDeleted) =>
  (channel: CommandChannel, { path, resultMs: withinMs }: FtpTask): Observable<never> =>
    quectelFtpResult(channel, { command: command(path), urc, withinMs }).pipe(ignoreElements());

const list = (channel: CommandChannel, { path, resultMs: withinMs }: FtpTask): Observable<Uint8Array> =>
  quectelFtpFile(channel).pipe(
    mergeMap((file) => {
      const slices: Uint8Array[] = [];
      const take = (more: readonly Uint8Array[]): Observable<never> => {
        slices.push(...more);
        return EMPTY;
      };
      const windows = windowPace(MAX_FTP_WINDOW_BYTES);
      const command = ftp.quectelFtpListToFile({ path: path === '' ? '/' : path, file });
      return concat(
        quectelFtpCount(channel, { command, urc: ftp.quectelFtpListed, withinMs }).pipe(
          mergeMap((told) => readFileOfTurn(channel, file, { told, fromByte: 0, windows, take })),
        ),
        defer(() => of(joinBytes(slices))),
      );
    }),
  );

const getToFile = (channel: CommandChannel, task: FtpFileTask): Observable<number> =>
  defer(() => {
    const { path, resultMs: withinMs } = task;
    const file = local(task.file);
    const deleted = clearFile(channel, file);
    const fetched = defer(() => {
      const isWhole = writingFile(channel, file);
      const command = ftp.quectelFtpGetToFile({ path, file });
      return quectelFtpCount(channel, { command, urc: ftp.quectelFtpGot, withinMs }).pipe(
        mergeMap((told) => transferredBytes(channel, file, told)),
        tap(isWhole),
      );
    });
    return concat(deleted, fetched);
  });

const putFromFile = (channel: CommandChannel, task: FtpFileTask): Observable<number> =>
  defer(() => {
    const file = local(task.file);
    const command = ftp.quectelFtpPutFromFile({ path: task.path, file });
    const stored = quectelFtpCount(channel, { command, urc: ftp.quectelFtpStored, withinMs: task.resultMs });
    return stored.pipe(
      mergeMap((bytes) => (bytes === undefined ? quectelFiles.size(channel, file) : of(bytes))),
    );
  });

/**
 * FTP and FTPS as Quectel's LTE modems do them.
 *
 *     > AT+QFTPCFG="account","me","***"   > AT+QFTPOPEN="h",21  < OK  < +QFTPOPEN: 0,0
 *     > AT+QFTPGET="/a","COM:",0,500  < CONNECT  << …  < OK  < +QFTPGET: 0,500   > AT+QFTPCLOSE  < OK  < +QFTPCLOSE: 0,0
 *
 * Source: BG96 FTP(S) AT Commands Manual V1.0.
 */
export const quectelFtp: FtpDialect = {
  lacks,
  checkPath,
  checkFile: ({ file }) => void local(file),
  maxWindowBytes: MAX_FTP_WINDOW_BYTES,
  open,
  get: quectelFtpGet,
  put: quectelFtpPut,
  list,
  size: (channel, { path, resultMs }) => quectelFtpLength(channel, path, resultMs),
  remove: done((path) => ftp.quectelFtpDelete({ path }), ftp.quectelFtpDeleted),
  makeDirectory: done((path) => ftp.quectelFtpMakeDirectory({ path }), ftp.quectelFtpDirectoryMade),
  removeDirectory: done((path) => ftp.quectelFtpRemoveDirectory({ path }), ftp.quectelFtpDirectoryRemoved),
  getToFile,
  putFromFile,
  close: (channel) => concat(endSession(channel), clearTurn(channel)),
};
