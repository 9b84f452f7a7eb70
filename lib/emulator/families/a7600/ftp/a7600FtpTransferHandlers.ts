import {
  catchError,
  defaultIfEmpty,
  defer,
  last,
  map,
  mergeMap,
  type Observable,
  of,
  reduce,
  repeat,
  scan,
  takeWhile,
  throwError,
} from 'rxjs';
import {
  ftpsGetFile,
  ftpsPut,
  ftpsPutFile,
  ftpsPutOpen,
} from '../../../../families/a7600/ftp/a7600FtpCommands';
import { joinBytes } from '../../../../../operators/joinBytes';
import { FtpFailure, type FtpSession } from '../../../origins/ftpOrigin';
import { handle, type HandlerContext, type Handler } from '../../../core/handler';
import { prompt, type Utterance } from '../../../core/utterance';
import { ok, type Reply } from '../../../core/reply';
import { withPath } from './a7600FtpHandlers';
import { begin, FtpCode, a7600FtpWork, obstacle, refusedBefore } from './a7600FtpWork';

/** Uploads, and transfers of the modem's own files: A76XX AT manual V1.09 pages 382–387. */

/** The modem's file is not there; its file system failed (page 392). */
const NO_FILE = 7;
const NO_ROOM = 17;
const TIME_OUT = 5;
/** How long PUT waits for each of its bytes; the manual does not say. */
const INPUT_MS = 60_000;
const ETX = 0x03;
const CTRL_Z = 0x1a;
const NONE = new Uint8Array(0);

/** The prompt of CFTPSPUT stands alone, with no blank (FTP(S) note page 12). */
const mark: Utterance = { ...prompt, after: '' } as Utterance;

const whole = (chunks: Observable<Uint8Array>): Observable<Uint8Array> =>
  chunks.pipe(
    reduce((slices: Uint8Array[], slice) => [...slices, slice], []),
    map(joinBytes),
  );

const lengthOf = (session: FtpSession, path: string): Observable<number> =>
  session
    .size(path)
    .pipe(
      catchError((error: unknown) =>
        error instanceof FtpFailure && error.kind === 'missing' ? of(0) : throwError(() => error),
      ),
    );

/** What REST and STOR do: the file up to the offset stays, then comes what is sent. */
const store = (session: FtpSession, path: string, bytes: Uint8Array, offset: number): Observable<never> => {
  if (offset === 0) return session.put(path, 'STOR', of(bytes));
  return lengthOf(session, path).pipe(
    mergeMap((length) => {
      if (length === offset) return session.put(path, 'APPE', of(bytes));
      if (length < offset) return throwError(() => new FtpFailure('refused'));
      return whole(session.get(path, 0)).pipe(
        mergeMap((old) => session.put(path, 'STOR', of(joinBytes([old.subarray(0, offset), bytes])))),
      );
    }),
  );
};

/** Bytes up to a Ctrl-Z; ETX escapes the next byte (page 386). */
const untilCtrlZ = (modem: HandlerContext): Observable<Uint8Array> =>
  defer(() => {
    const taken: number[] = [];
    return modem.input(1, INPUT_MS).pipe(
      defaultIfEmpty(NONE),
      repeat(),
      scan(
        (state, [byte]) => {
          if (byte === undefined) return { ...state, end: 'late' };
          if (!state.escaped && byte === ETX) return { escaped: true, end: '' };
          if (!state.escaped && byte === CTRL_Z) return { escaped: false, end: 'whole' };
          taken.push(byte);
          return { escaped: false, end: '' };
        },
        { escaped: false, end: '' },
      ),
      takeWhile(({ end }) => end === '', true),
      last(),
      mergeMap(({ end }) => (end === 'whole' ? of(Uint8Array.from(taken)) : [])),
    );
  });

/** A prompt, the bytes, OK, and later whether they are stored. An earlier failure is reported after `ERROR`. */
const put = (
  modem: HandlerContext,
  path: string,
  input: Observable<Uint8Array>,
  offset: number,
): Reply | Observable<Reply> => {
  const name = '+CFTPSPUT';
  const code = obstacle(modem);
  if (code !== undefined) return refusedBefore(modem, name, code);
  modem.say(mark);
  return input.pipe(
    map((bytes): Reply => ({
      ...ok(),
      later: () => begin(modem, { name }, (session) => store(session, path, bytes, offset)),
    })),
    defaultIfEmpty(refusedBefore(modem, name, TIME_OUT)),
  );
};

type Drive = 'local' | 'card';

/** The modem's file of the same name. */
const localPath = ({ storage }: HandlerContext, path: string, drive: Drive): string =>
  `${drive === 'card' ? 'D:' : storage.disk.drive}/${path.slice(path.lastIndexOf('/') + 1)}`;

/** Downloads a file, or the rest of a partial one. */
const getFile = (modem: HandlerContext, path: string, drive: Drive, offset: number): Reply => {
  const local = localPath(modem, path, drive);
  return a7600FtpWork(modem, { name: '+CFTPSGETFILE' }, (session) => {
    const before = offset === 0 ? NONE : modem.storage.read(local)?.subarray(0, offset);
    if (before?.length !== offset) return throwError(() => new FtpCode(NO_FILE));
    return whole(session.get(path, offset)).pipe(
      mergeMap((bytes) =>
        modem.storage.write(local, joinBytes([before, bytes]))
          ? of(null)
          : throwError(() => new FtpCode(NO_ROOM)),
      ),
    );
  });
};

const putFile = (modem: HandlerContext, path: string, drive: Drive, offset: number): Reply =>
  a7600FtpWork(modem, { name: '+CFTPSPUTFILE' }, (session) => {
    const bytes = modem.storage.read(localPath(modem, path, drive));
    return bytes
      ? store(session, path, bytes.subarray(offset), offset)
      : throwError(() => new FtpCode(NO_FILE));
  });

export const a7600FtpTransferHandlers: readonly Handler[] = [
  handle(ftpsPut, ({ path, size, offset = 0 }, modem) =>
    withPath(modem, path, (full) => put(modem, full, modem.input(size, INPUT_MS), offset)),
  ),
  handle(ftpsPutOpen, ({ path }, modem) =>
    withPath(modem, path, (full) => put(modem, full, untilCtrlZ(modem), 0)),
  ),
  handle(ftpsGetFile, ({ path, drive = 'local', offset = 0 }, modem) =>
    withPath(modem, path, (full) => getFile(modem, full, drive, offset)),
  ),
  handle(ftpsPutFile, ({ path, drive = 'local', offset = 0 }, modem) =>
    withPath(modem, path, (full) => putFile(modem, full, drive, offset)),
  ),
];
