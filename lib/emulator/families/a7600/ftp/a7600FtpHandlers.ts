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
import { latin1Bytes } from '../../../../wire/latin1';
import type { FtpSession } from '../../../origins/ftpOrigin';
import { handle, type Bench, type Handling } from '../../../core/handler';
import { ok, refused, type Reply } from '../../../core/reply';
import { payload, spokenLine } from '../../../core/utterance';
import { a7600FtpService } from './a7600FtpService';
import { codeOfFailure, a7600FtpWork, inTheWay, refusedBefore, tell } from './a7600FtpWork';

/** What is done in a session of the A76XX's FTP(S) service: A76XX AT manual V1.09 pages 378–388. */

const MAX_BLOCK = 1_024;
const MAX_PATH_CHARS = 112;

/** A path of the server's, in the directory that was chosen. */
export const remotePath = (bench: Bench, path: string): string => {
  const { directory } = a7600FtpService(bench);
  if (directory === '' || path.startsWith('/')) return path;
  return `${directory.replace(/\/$/, '')}/${path}`;
};

/** Runs with a path that is no longer than the manual allows. */
export const withPath = (
  bench: Bench,
  path: string,
  run: (path: string) => Reply | Observable<Reply>,
): Reply | Observable<Reply> =>
  path === '' || path.length > MAX_PATH_CHARS ? refused() : run(remotePath(bench, path));

/** Blocks, then the code: pages 379, 384. */
const sayBlocks = (bench: Bench, name: string, bytes: Uint8Array): void => {
  const most = Math.min(MAX_BLOCK, bench.knobs.blockBytes);
  for (let at = 0; at < bytes.length; at += most) {
    const block = bytes.subarray(at, at + most);
    bench.say(spokenLine(`${name}: DATA,${block.length}`, 'header'));
    bench.say(payload(block));
  }
};

const stream = (bench: Bench, name: string, bytes: (session: FtpSession) => Observable<Uint8Array>): Reply =>
  a7600FtpWork(bench, { name, role: 'last' }, (session) =>
    bytes(session).pipe(tap((chunk) => sayBlocks(bench, name, chunk))),
  );

const whole = (text: Observable<string>): Observable<Uint8Array> =>
  text.pipe(
    reduce((all, part) => all + part, ''),
    map(latin1Bytes),
  );

/** A directory is there when it can be listed. */
const change = (bench: Bench, path: string): Reply =>
  a7600FtpWork(bench, { name: '+CFTPSCWD' }, (session) =>
    concat(
      session.list(path),
      defer(() => {
        a7600FtpService(bench).directory = path;
        return EMPTY;
      }),
    ),
  );

/** The length comes in the slot of the code; a failure as `ERROR` with the code behind it (page 388). */
const size = (bench: Bench, path: string): Reply | Observable<Reply> => {
  const name = '+CFTPSSIZE';
  const { session } = a7600FtpService(bench);
  const code = inTheWay(bench);
  if (code !== undefined || !session) return refusedBefore(bench, name, code ?? 0);
  return session.size(path).pipe(
    map((bytes): Reply => ({ ...ok(), later: () => tell(bench, name, bytes) })),
    catchError((error: unknown) => of(refusedBefore(bench, name, codeOfFailure(error)))),
    defaultIfEmpty(refused()),
  );
};

export const ftpA76: readonly Handling[] = [
  handle(ftpsGet, ({ path, offset = 0 }, bench) =>
    withPath(bench, path, (full) => stream(bench, '+CFTPSGET', (session) => session.get(full, offset))),
  ),
  handle(ftpsList, ({ path }, bench) =>
    withPath(bench, path, (full) => stream(bench, '+CFTPSLIST', (session) => whole(session.list(full)))),
  ),
  handle(ftpsMakeDirectory, ({ path }, bench) =>
    withPath(bench, path, (full) =>
      a7600FtpWork(bench, { name: '+CFTPSMKD' }, (session) => session.makeDirectory(full)),
    ),
  ),
  handle(ftpsRemoveDirectory, ({ path }, bench) =>
    withPath(bench, path, (full) =>
      a7600FtpWork(bench, { name: '+CFTPSRMD' }, (session) => session.removeDirectory(full)),
    ),
  ),
  handle(ftpsDelete, ({ path }, bench) =>
    withPath(bench, path, (full) =>
      a7600FtpWork(bench, { name: '+CFTPSDELE' }, (session) => session.remove(full)),
    ),
  ),
  handle(ftpsChangeDirectory, ({ path }, bench) => withPath(bench, path, (full) => change(bench, full))),
  handle(ftpsDirectory, (_, bench) => {
    const success = (): void =>
      bench.urc(ftpsDirectoryIs, { path: a7600FtpService(bench).directory || '/' }, 'result');
    return a7600FtpWork(bench, { name: '+CFTPSPWD', success }, () => EMPTY);
  }),
  handle(ftpsSize, ({ path }, bench) => withPath(bench, path, (full) => size(bench, full))),
];
