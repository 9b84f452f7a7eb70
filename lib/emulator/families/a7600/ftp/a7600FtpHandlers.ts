import {
  catchError,
  concat,
  defaultIfEmpty,
  defer,
  EMPTY,
  map,
  type Observable,
  of,
  reduce,
  scan,
  takeWhile,
  tap,
} from 'rxjs';
import {
  ftpsChangeDirectory,
  ftpsDelete,
  ftpsDirectory,
  ftpsDirectoryIs,
  ftpsGet,
  ftpsList,
  ftpsMakeDirectory,
  ftpsRemoveDirectory,
  ftpsSize,
} from '../../../../families/a7600/ftp/a7600FtpCommands';
import { latin1Bytes } from '../../../../grammar/latin1';
import type { FtpSession } from '../../../origins/ftpOrigin';
import { handle, type HandlerContext, type Handler } from '../../../core/handler';
import { ok, refused, type Reply } from '../../../core/reply';
import { payload, spokenLine } from '../../../core/utterance';
import { a7600FtpService } from './a7600FtpService';
import { codeOfFailure, a7600FtpWork, obstacle, refusedBefore, report } from './a7600FtpWork';

/** What is done in a session of the A76XX's FTP(S) service: A76XX AT manual V1.09 pages 378–388. */

const MAX_BLOCK = 1_024;
const MAX_PATH_CHARS = 112;

/** A path of the server's, in the directory that was chosen. */
export const remotePath = (modem: HandlerContext, path: string): string => {
  const { directory } = a7600FtpService(modem);
  if (directory === '' || path.startsWith('/')) return path;
  return `${directory.replace(/\/$/, '')}/${path}`;
};

/** Runs with a path that is no longer than the manual allows. */
export const withPath = (
  modem: HandlerContext,
  path: string,
  run: (path: string) => Reply | Observable<Reply>,
): Reply | Observable<Reply> =>
  path === '' || path.length > MAX_PATH_CHARS ? refused() : run(remotePath(modem, path));

/** Blocks, then the code: pages 379, 384. */
const sayBlocks = (modem: HandlerContext, name: string, bytes: Uint8Array): void => {
  const most = Math.min(MAX_BLOCK, modem.settings.blockBytes);
  for (let at = 0; at < bytes.length; at += most) {
    const block = bytes.subarray(at, at + most);
    modem.say(spokenLine(`${name}: DATA,${block.length}`, 'header'));
    modem.say(payload(block));
  }
};

/** The first bytes of a file, and no more of it from the server. */
const firstBytes = (bytes: Observable<Uint8Array>, size: number): Observable<Uint8Array> =>
  size === Infinity
    ? bytes
    : bytes.pipe(
        scan<Uint8Array, { readonly part: Uint8Array; readonly left: number }>(
          ({ left }, chunk) => ({
            part: chunk.subarray(0, left),
            left: left - Math.min(left, chunk.length),
          }),
          { part: new Uint8Array(0), left: size },
        ),
        takeWhile(({ left }) => left > 0, true),
        map(({ part }) => part),
      );

const stream = (
  modem: HandlerContext,
  name: string,
  bytes: (session: FtpSession) => Observable<Uint8Array>,
): Reply =>
  a7600FtpWork(modem, { name, role: 'last' }, (session) =>
    bytes(session).pipe(tap((chunk) => sayBlocks(modem, name, chunk))),
  );

const whole = (text: Observable<string>): Observable<Uint8Array> =>
  text.pipe(
    reduce((all, part) => all + part, ''),
    map(latin1Bytes),
  );

/** A directory is there when it can be listed. */
const change = (modem: HandlerContext, path: string): Reply =>
  a7600FtpWork(modem, { name: '+CFTPSCWD' }, (session) =>
    concat(
      session.list(path),
      defer(() => {
        a7600FtpService(modem).directory = path;
        return EMPTY;
      }),
    ),
  );

/** The length comes in the slot of the code; a failure as `ERROR` with the code after it (page 388). */
const size = (modem: HandlerContext, path: string): Reply | Observable<Reply> => {
  const name = '+CFTPSSIZE';
  const { session } = a7600FtpService(modem);
  const code = obstacle(modem);
  if (code !== undefined || !session) return refusedBefore(modem, name, code ?? 0);
  return session.size(path).pipe(
    map((bytes): Reply => ({ ...ok(), later: () => report(modem, name, bytes) })),
    catchError((error: unknown) => of(refusedBefore(modem, name, codeOfFailure(error)))),
    defaultIfEmpty(refused()),
  );
};

export const a7600FtpHandlers: readonly Handler[] = [
  handle(ftpsGet, ({ path, offset = 0, size = Infinity }, modem) =>
    withPath(modem, path, (full) =>
      stream(modem, '+CFTPSGET', (session) => firstBytes(session.get(full, offset), size)),
    ),
  ),
  handle(ftpsList, ({ path }, modem) =>
    withPath(modem, path, (full) => stream(modem, '+CFTPSLIST', (session) => whole(session.list(full)))),
  ),
  handle(ftpsMakeDirectory, ({ path }, modem) =>
    withPath(modem, path, (full) =>
      a7600FtpWork(modem, { name: '+CFTPSMKD' }, (session) => session.makeDirectory(full)),
    ),
  ),
  handle(ftpsRemoveDirectory, ({ path }, modem) =>
    withPath(modem, path, (full) =>
      a7600FtpWork(modem, { name: '+CFTPSRMD' }, (session) => session.removeDirectory(full)),
    ),
  ),
  handle(ftpsDelete, ({ path }, modem) =>
    withPath(modem, path, (full) =>
      a7600FtpWork(modem, { name: '+CFTPSDELE' }, (session) => session.remove(full)),
    ),
  ),
  handle(ftpsChangeDirectory, ({ path }, modem) => withPath(modem, path, (full) => change(modem, full))),
  handle(ftpsDirectory, (_, modem) => {
    const success = (): void =>
      modem.urc(ftpsDirectoryIs, { path: a7600FtpService(modem).directory || '/' }, 'result');
    return a7600FtpWork(modem, { name: '+CFTPSPWD', success }, () => EMPTY);
  }),
  handle(ftpsSize, ({ path }, modem) => withPath(modem, path, (full) => size(modem, full))),
];
