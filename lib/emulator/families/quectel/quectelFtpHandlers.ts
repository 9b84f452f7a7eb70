import {
  catchError,
  concat,
  defaultIfEmpty,
  defer,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  reduce,
  take,
  throwError,
  delay,
  pipe,
} from 'rxjs';
import * as ftp from '../../../families/quectel/ftp/quectelFtpCommands';
import { latin1Bytes } from '../../../wire/latin1';
import { joinBytes } from '../../../../operators/joinBytes';
import { handle, type Handler, type HandlerContext } from '../../core/handler';
import { ok, refused, type Reply } from '../../core/reply';
import { isAttached } from '../../core/state';
import { payload, spokenLine } from '../../core/utterance';
import { FtpFailure, type FtpFailureKind, type FtpSession } from '../../origins/ftpOrigin';
import { quectelPath } from './quectelFilesHandlers';
import { type QuectelFtp, quectelService } from './quectelService';
import type { CommandFactory } from '../../../grammar/command';
import type { Codec } from '../../../grammar/codecs/codec';

/** Quectel's FTP(S): BG96 FTP(S) manual V1.0 pages 10–46. */

const BUSY = 603;
const NO_FILE = 611;
const LOCAL = 613;
const INPUT_MS = 90_000;

/** The modem's code and the server's reply for each failure (pages 44–46). */
const CODES: Readonly<Record<FtpFailureKind, readonly [code: number, reply: number]>> = {
  dns: [604, 0],
  connect: [605, 0],
  network: [605, 0],
  timeout: [609, 0],
  closed: [606, 0],
  user: [625, 530],
  password: [625, 530],
  missing: [627, 550],
  refused: [627, 550],
  tls: [631, 0],
};

/** Ends work with one of the modem's own codes. */
class FtpCode extends Error {
  override readonly name = 'FtpCode';

  constructor(readonly code: number) {
    super(`the modem ends with ${code}`);
  }
}

type Urc = typeof ftp.quectelFtpOpened;
interface Result {
  readonly code: number;
  readonly value: number;
}

const resultOf = (error: unknown): Result => {
  if (error instanceof FtpCode) return { code: error.code, value: 0 };
  const [code, value] = CODES[error instanceof FtpFailure ? error.kind : 'network'];
  return { code, value };
};

/** The result of some work: the last number that it emits, 0 without one, or the code of its failure. */
const settled = (modem: HandlerContext, work: Observable<number>): Observable<Result> => {
  const { resultDelayMs } = modem.settings;
  const lost = modem.lost.pipe(mergeMap(() => throwError(() => new FtpFailure('network'))));
  const done = work.pipe(
    reduce((_, value) => value, 0),
    map((value): Result => ({ code: 0, value })),
    resultDelayMs > 0 ? delay(resultDelayMs) : pipe(),
  );
  return merge(lost, done).pipe(
    take(1),
    catchError((error: unknown) => of(resultOf(error))),
  );
};

const isFree = ({ session, running, isClosing }: QuectelFtp): boolean =>
  session !== undefined && !isClosing && (running === undefined || running.closed);

/** Reports a result, at once or beside the line. */
const begin = (modem: HandlerContext, urc: Urc, work: Observable<number>): void => {
  const service = quectelService(modem).ftp;
  const forced = modem.forcedResult();
  const tried = forced === undefined ? work : throwError(() => new FtpCode(forced));
  const running = modem.inBackground(settled(modem, tried), (result) => {
    service.running = undefined;
    modem.urc(urc, result, 'result');
  });
  service.running = running.closed ? undefined : running;
};

/** OK at once, the result later; refused without a session, or while another command runs. */
const inSession = (
  modem: HandlerContext,
  urc: Urc,
  work: (session: FtpSession) => Observable<number>,
): Reply => {
  const { ftp: service } = quectelService(modem);
  const { session } = service;
  if (!isFree(service) || !session) return refused(BUSY);
  return { ...ok(), later: () => begin(modem, urc, defer(() => work(session))) };
};

const nothing = (work: Observable<unknown>): Observable<number> => work.pipe(ignoreElements()) as Observable<never>;

const open = (modem: HandlerContext, host: string, port: number): Reply => {
  const { ftp: service, ftpSettings } = quectelService(modem);
  if (service.connection && !service.connection.closed) return refused(BUSY);
  if (service.isClosing) return refused(BUSY);
  const [user = 'anonymous', password = ''] = service.account;
  const mode = ftpSettings.get('transmode') === '0' ? 'active' : 'passive';
  const tls = (['none', 'implicit', 'explicit'] as const)[Number(ftpSettings.get('ssltype') ?? 0)] ?? 'none';
  const isOnline = isAttached(modem.state) && modem.state.contexts.get(1)?.active === true;
  const made = isOnline
    ? modem.ftp({ host, port, user, password, mode, tls })
    : throwError(() => new FtpFailure('network'));
  const later = (): void => {
    const { resultDelayMs } = modem.settings;
    const lost = modem.lost.pipe(mergeMap(() => throwError(() => new FtpFailure('network'))));
    const found = merge(made.pipe(resultDelayMs > 0 ? delay(resultDelayMs) : pipe()), lost).pipe(
      map((session): FtpSession | Result => session),
      catchError((error: unknown) => of(resultOf(error))),
    );
    const connection = modem.inBackground(found, (outcome) => {
      if ('get' in outcome) {
        service.session = outcome;
        return modem.urc(ftp.quectelFtpOpened, { code: 0, value: 0 }, 'result');
      }
      const wasOpen = service.session !== undefined;
      service.session = undefined;
      service.connection = undefined;
      if (!wasOpen) modem.urc(ftp.quectelFtpOpened, outcome, 'result');
    });
    service.connection = connection.closed ? undefined : connection;
  };
  return { ...ok(), later };
};

/** The end comes later: until then every command is refused (observed on an EG800K). */
const close = (modem: HandlerContext): Reply => {
  const { ftp: service } = quectelService(modem);
  if (!service.connection && !service.session) return refused(BUSY);
  service.isClosing = true;
  const later = (): void => {
    service.running?.unsubscribe();
    service.connection?.unsubscribe();
    Object.assign(service, { session: undefined, connection: undefined, running: undefined, isClosing: false });
    modem.urc(ftp.quectelFtpClosed, { code: 0, value: 0 }, 'result');
  };
  return { ...ok(), later };
};

const bytesOf = (chunks: Observable<Uint8Array>): Observable<Uint8Array> =>
  chunks.pipe(
    reduce((slices: Uint8Array[], slice) => [...slices, slice], []),
    map(joinBytes),
  );

/** CONNECT, the part, OK, and how many bytes it had; a failure comes as the result alone. */
const window = (modem: HandlerContext, path: string, start: number, length: number): Reply | Observable<Reply> => {
  const { ftp: service } = quectelService(modem);
  const { session } = service;
  if (!isFree(service) || !session) return refused(BUSY);
  const urc = ftp.quectelFtpGot;
  const forced = modem.forcedResult();
  const lost = modem.lost.pipe(mergeMap(() => throwError(() => new FtpFailure('network'))));
  const fetched = forced === undefined ? bytesOf(session.get(path, start)) : throwError(() => new FtpCode(forced));
  return merge(lost, fetched).pipe(
    take(1),
    map((bytes): Reply => {
      const part = bytes.subarray(0, length);
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
        mergeMap((old) =>
          stored(session.put(path, 'STOR', of(joinBytes([old.subarray(0, start), bytes])))),
        ),
      );
    }),
  );
};

const part = (modem: HandlerContext, path: string, start: number, length: number): Reply | Observable<Reply> => {
  const { ftp: service } = quectelService(modem);
  const { session } = service;
  if (!isFree(service) || !session) return refused(BUSY);
  modem.say(spokenLine('CONNECT', 'prompt'));
  return modem.input(length, INPUT_MS).pipe(
    map((bytes): Reply => ({
      ...ok(),
      later: () => begin(modem, ftp.quectelFtpStored, defer(() => store(session, path, bytes, start))),
    })),
    defaultIfEmpty(refused(609)),
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

type Setting<T> = CommandFactory<{ readonly value: Codec<T> }, Record<never, never>>;

const setting = <T>(definition: Setting<T>, key: string): Handler =>
  handle(definition, ({ value }, modem) => {
    quectelService(modem).ftpSettings.set(key, definition.takes.value.write(value as never, key));
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
  handle(ftp.quectelFtpClose, (_, modem) => close(modem)),
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
