import {
  catchError,
  defer,
  delay,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  pipe,
  reduce,
  take,
  throwError,
} from 'rxjs';
import * as ftp from '../../../families/quectel/ftp/quectelFtpCommands';
import type { HandlerContext } from '../../core/handler';
import { ok, refused, type Reply } from '../../core/reply';
import { isAttached } from '../../core/state';
import { FtpFailure, type FtpFailureKind, type FtpSession } from '../../origins/ftpOrigin';
import { type QuectelFtp, quectelService } from './quectelService';

/** Sessions of Quectel's FTP(S), and the work in them: BG96 FTP(S) manual V1.0 pages 10–46. */

export const BUSY = 603;

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
export class FtpCode extends Error {
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

export const resultOf = (error: unknown): Result => {
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

export const isFree = ({ session, running, isClosing }: QuectelFtp): boolean =>
  session !== undefined && !isClosing && (running === undefined || running.closed);

const TRANSFERS = new Set<unknown>([ftp.quectelFtpGot, ftp.quectelFtpStored, ftp.quectelFtpListed]);

/** Reports a result, at once or beside the line. */
export const begin = (modem: HandlerContext, urc: Urc, work: Observable<number>): void => {
  const service = quectelService(modem).ftp;
  const forced = modem.forcedResult();
  const tried = forced === undefined ? work : throwError(() => new FtpCode(forced));
  const running = modem.inBackground(settled(modem, tried), (result) => {
    service.running = undefined;
    if (result.code === 0 && TRANSFERS.has(urc)) service.transferred = result.value;
    modem.urc(urc, result, 'result');
  });
  service.running = running.closed ? undefined : running;
};

/** OK at once, the result later; refused without a session, or while another command runs. */
export const inSession = (
  modem: HandlerContext,
  urc: Urc,
  work: (session: FtpSession) => Observable<number>,
): Reply => {
  const { ftp: service } = quectelService(modem);
  const { session } = service;
  if (!isFree(service) || !session) return refused(BUSY);
  return {
    ...ok(),
    later: () =>
      begin(
        modem,
        urc,
        defer(() => work(session)),
      ),
  };
};

export const nothing = (work: Observable<unknown>): Observable<number> => work.pipe(ignoreElements());

export const open = (modem: HandlerContext, host: string, port: number): Reply => {
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
export const close = (modem: HandlerContext): Reply => {
  const { ftp: service } = quectelService(modem);
  if (!service.connection && !service.session) return refused(BUSY);
  service.isClosing = true;
  const later = (): void => {
    service.running?.unsubscribe();
    service.connection?.unsubscribe();
    Object.assign(service, {
      session: undefined,
      connection: undefined,
      running: undefined,
      isClosing: false,
    });
    modem.urc(ftp.quectelFtpClosed, { code: 0, value: 0 }, 'result');
  };
  return { ...ok(), later };
};
