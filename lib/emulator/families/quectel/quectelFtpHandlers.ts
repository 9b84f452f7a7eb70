import {
  catchError,
  concat,
  defaultIfEmpty,
  defer,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  reduce,
  take,
  throwError,
} from 'rxjs';
import type { Codec } from '../../../grammar/codecs/codec';
import type { CommandFactory } from '../../../grammar/command';
import * as ftp from '../../../families/quectel/ftp/quectelFtpCommands';
import { latin1Bytes } from '../../../grammar/latin1';
import { joinBytes } from '../../../../operators/joinBytes';
import { textUpTo } from '../../../grammar/codecs/text';
import { emulatedForm } from '../../core/emulatedForm';
import { handle, type Handler, type HandlerContext } from '../../core/handler';
import { ok, refused, type Reply } from '../../core/reply';
import { payload, spokenLine } from '../../core/utterance';
import { FtpFailure, type FtpSession } from '../../origins/ftpOrigin';
import { quectelPath } from './quectelFilesHandlers';
import { begin, BUSY, close, FtpCode, inSession, isFree, nothing, open, resultOf } from './quectelFtpWork';
import { type QuectelFtp, quectelService } from './quectelService';

/** Quectel's FTP(S): BG96 FTP(S) manual V1.0 pages 10–46. */

/** Where no port is given. */
const FTP_PORT = 21;
const NO_FILE = 611;
const LOCAL = 613;
const LATE = 609;
const INPUT_MS = 90_000;

const bytesOf = (chunks: Observable<Uint8Array>): Observable<Uint8Array> =>
  chunks.pipe(
    reduce((slices: Uint8Array[], slice) => [...slices, slice], []),
    map(joinBytes),
  );

/** CONNECT, the part, OK, and how many bytes it had; a failure comes as the result alone. */
const window = (
  modem: HandlerContext,
  path: string,
  start: number,
  length: number,
): Reply | Observable<Reply> => {
  const { ftp: service } = quectelService(modem);
  const { session } = service;
  if (!isFree(service) || !session) return refused(BUSY);
  const urc = ftp.quectelFtpGot;
  const forced = modem.forcedResult();
  const lost = modem.lost.pipe(mergeMap(() => throwError(() => new FtpFailure('network'))));
  const fetched =
    forced === undefined ? bytesOf(session.get(path, start)) : throwError(() => new FtpCode(forced));
  return merge(lost, fetched).pipe(
    take(1),
    map((bytes): Reply => {
      const part = bytes.subarray(0, length);
      service.transferred = part.length;
      const later = (): void => modem.urc(urc, { code: 0, value: part.length }, 'result');
      return { ...ok(spokenLine('CONNECT', 'header'), payload(part)), later };
    }),
    catchError((error: unknown) =>
      of<Reply>({ ...ok(), later: () => modem.urc(urc, resultOf(error), 'result') }),
    ),
  );
};

const lengthOf = (session: FtpSession, path: string): Observable<number> =>
  session
    .size(path)
    .pipe(
      catchError((error: unknown) =>
        error instanceof FtpFailure && error.kind === 'missing' ? of(0) : throwError(() => error),
      ),
    );

/** What REST and STOR do: the file up to the offset stays, then comes what is sent. */
const store = (session: FtpSession, path: string, bytes: Uint8Array, start: number): Observable<number> => {
  const stored = (work: Observable<never>): Observable<number> => concat(work, of(bytes.length));
  if (start === 0) return stored(session.put(path, 'STOR', of(bytes)));
  return lengthOf(session, path).pipe(
    mergeMap((length) => {
      if (length === start) return stored(session.put(path, 'APPE', of(bytes)));
      if (length < start) return throwError(() => new FtpFailure('refused'));
      return bytesOf(session.get(path, 0)).pipe(
        mergeMap((old) => stored(session.put(path, 'STOR', of(joinBytes([old.subarray(0, start), bytes]))))),
      );
    }),
  );
};

const part = (
  modem: HandlerContext,
  path: string,
  start: number,
  length: number,
): Reply | Observable<Reply> => {
  const { ftp: service } = quectelService(modem);
  const { session } = service;
  if (!isFree(service) || !session) return refused(BUSY);
  modem.say(spokenLine('CONNECT', 'prompt'));
  return modem.input(length, INPUT_MS).pipe(
    map((bytes): Reply => ({
      ...ok(),
      later: () =>
        begin(
          modem,
          ftp.quectelFtpStored,
          defer(() => store(session, path, bytes, start)),
        ),
    })),
    defaultIfEmpty(refused(LATE)),
  );
};

const toFile = (modem: HandlerContext, file: string, bytes: Observable<Uint8Array>): Observable<number> =>
  bytesOf(bytes).pipe(
    map((all) => {
      const path = quectelPath(modem, file);
      if (path === undefined || !modem.storage.write(path, all)) throw new FtpCode(LOCAL);
      return all.length;
    }),
  );

const fromFile = (modem: HandlerContext, session: FtpSession, path: string, file: string, start: number) => {
  const local = quectelPath(modem, file);
  const bytes = local === undefined ? undefined : modem.storage.read(local);
  return bytes ? store(session, path, bytes, start) : throwError(() => new FtpCode(NO_FILE));
};

/** What the session is doing: 0 opening, 1 idle, 2 at work, 3 closing, 4 closed. */
const stateOf = ({ session, connection, running, isClosing }: QuectelFtp): number => {
  if (isClosing) return 3;
  if (!session) return connection && !connection.closed ? 0 : 4;
  return running && !running.closed ? 2 : 1;
};

/** A question whose answer comes behind OK. */
const asked = (modem: HandlerContext, urc: typeof ftp.quectelFtpStateIs, value: number): Reply => ({
  ...ok(),
  later: () => modem.urc(urc, { code: 0, value }, 'result'),
});

type Setting<T> = CommandFactory<{ readonly value: Codec<T> }, Record<never, never>>;

const setting = <T>(definition: Setting<T>, key: string): Handler =>
  handle(definition, ({ value }, modem) => {
    quectelService(modem).ftpSettings.set(key, definition.takes.value.write(value, key));
    return ok();
  });

export const quectelFtpHandlers: readonly Handler[] = [
  setting(ftp.quectelFtpContext, 'contextid'),
  setting(ftp.quectelFtpType, 'filetype'),
  setting(ftp.quectelFtpMode, 'transmode'),
  setting(ftp.quectelFtpTimeout, 'rsptimeout'),
  setting(ftp.quectelFtpTls, 'ssltype'),
  setting(ftp.quectelFtpTlsContext, 'sslctxid'),
  handle(ftp.quectelFtpAccount, ({ user, password }, modem) => {
    quectelService(modem).ftp.account = [user, password];
    return ok();
  }),
  handle(ftp.quectelFtpOpen, ({ host, port }, modem) => open(modem, host, port)),
  handle(emulatedForm('+QFTPOPEN=', { host: textUpTo(200) }), ({ host }, modem) =>
    open(modem, host, FTP_PORT),
  ),
  handle(ftp.quectelFtpClose, (_, modem) => close(modem)),
  handle(ftp.quectelFtpState, (_, modem) =>
    asked(modem, ftp.quectelFtpStateIs, stateOf(quectelService(modem).ftp)),
  ),
  handle(ftp.quectelFtpDirectory, (_, modem) =>
    isFree(quectelService(modem).ftp)
      ? { ...ok(), later: () => modem.urc(ftp.quectelFtpDirectoryIs, { code: 0, path: '/' }, 'result') }
      : refused(BUSY),
  ),
  handle(ftp.quectelFtpTransferred, (_, modem) =>
    asked(modem, ftp.quectelFtpTransferredIs, quectelService(modem).ftp.transferred),
  ),
  handle(ftp.quectelFtpSize, ({ path }, modem) =>
    inSession(modem, ftp.quectelFtpSized, (session) => session.size(path)),
  ),
  handle(ftp.quectelFtpDelete, ({ path }, modem) =>
    inSession(modem, ftp.quectelFtpDeleted, (session) => nothing(session.remove(path))),
  ),
  handle(ftp.quectelFtpMakeDirectory, ({ path }, modem) =>
    inSession(modem, ftp.quectelFtpDirectoryMade, (session) => nothing(session.makeDirectory(path))),
  ),
  handle(ftp.quectelFtpRemoveDirectory, ({ path }, modem) =>
    inSession(modem, ftp.quectelFtpDirectoryRemoved, (session) => nothing(session.removeDirectory(path))),
  ),
  handle(ftp.quectelFtpChangeDirectory, ({ path }, modem) =>
    inSession(modem, ftp.quectelFtpDirectoryChanged, (session) => nothing(session.list(path))),
  ),
  handle(ftp.quectelFtpListToFile, ({ path, file }, modem) =>
    inSession(modem, ftp.quectelFtpListed, (session) =>
      toFile(modem, file, session.list(path).pipe(map(latin1Bytes))),
    ),
  ),
  handle(ftp.quectelFtpGetToFile, ({ path, file }, modem) =>
    inSession(modem, ftp.quectelFtpGot, (session) => toFile(modem, file, session.get(path, 0))),
  ),
  handle(ftp.quectelFtpPutFromFile, ({ path, file, start = 0 }, modem) =>
    inSession(modem, ftp.quectelFtpStored, (session) => fromFile(modem, session, path, file, start)),
  ),
  handle(ftp.quectelFtpGetWindow, ({ path, start, length }, modem) => window(modem, path, start, length)),
  handle(ftp.quectelFtpPutPart, ({ path, start, length }, modem) => part(modem, path, start, length)),
];
