import { catchError, delay, EMPTY, map, merge, mergeMap, type Observable, of, pipe, throwError } from 'rxjs';
import {
  ftpsLogin,
  ftpsLoginState,
  ftpsLogout,
  ftpsMode,
  ftpsModeState,
  ftpsNotice,
  ftpsSingleIp,
  ftpsSingleIpState,
  ftpsSslContext,
  ftpsStart,
  ftpsStop,
  ftpsType,
  ftpsTypeState,
} from '../../../../families/a7600/ftp/a7600FtpCommands';
import { answerLine } from '../../../core/utterance';
import { FtpFailure, type FtpLogin, type FtpSession } from '../../../origins/ftpOrigin';
import { handle, type HandlerContext, type Handler } from '../../../core/handler';
import { ok, refused, type Reply } from '../../../core/reply';
import { isAttached } from '../../../core/state';
import { a7600FtpService } from './a7600FtpService';
import { codeOfFailure, a7600FtpWork, refusedWith, report } from './a7600FtpWork';

/** Sessions of the A76XX's FTP(S) service, from START to STOP: A76XX AT manual V1.09 pages 373–377, 389–391. */

const NETWORK = 10;
const WRONG_STATE = 11;
const MAX_LOGIN_CHARS = 128;
const SECURITY = { none: 'none', authSsl: 'explicit', authTls: 'explicit', implicit: 'implicit' } as const;

const start = (modem: HandlerContext): Reply => {
  const service = a7600FtpService(modem);
  const { contexts } = modem.state;
  if (service.started || !isAttached(modem.state)) return refused();
  const later = (): void => {
    service.started = true;
    const context = contexts.get(1);
    if (context) context.active = true;
    report(modem, '+CFTPSSTART', 0);
  };
  return { ...ok(), later };
};

/** Ends the session and the work in it. */
const end = (modem: HandlerContext): void => {
  const service = a7600FtpService(modem);
  const { connection, running } = service;
  Object.assign(service, { session: undefined, connection: undefined, running: undefined, directory: '' });
  running?.unsubscribe();
  connection?.unsubscribe();
};

/** STOP is refused while logged in (page 374). */
const stop = (modem: HandlerContext): Reply => {
  const service = a7600FtpService(modem);
  if (!service.started || service.connection) return refused();
  const later = (): void => {
    service.started = false;
    const context = modem.state.contexts.get(1);
    if (context) context.active = false;
    report(modem, '+CFTPSSTOP', 0);
  };
  return { ...ok(), later };
};

const logout = (modem: HandlerContext): Reply => {
  if (!a7600FtpService(modem).connection) return refused();
  const later = (): void => {
    end(modem);
    report(modem, '+CFTPSLOGOUT', 0);
  };
  return { ...ok(), later };
};

/** A connection that is made, or the code of its failure. */
type Connection = { readonly session: FtpSession } | { readonly code: number };

const connected = (modem: HandlerContext, login: FtpLogin): Observable<Connection> => {
  const { resultDelayMs } = modem.settings;
  const lost = modem.lost.pipe(mergeMap(() => throwError(() => new FtpFailure('network'))));
  const made = modem.ftp(login).pipe(
    map((session): Connection => ({ session })),
    resultDelayMs > 0 ? delay(resultDelayMs) : pipe(),
  );
  return merge(made, lost).pipe(catchError((error: unknown) => of({ code: codeOfFailure(error) })));
};

/** A server that closes after LOGIN is reported by a notice; a lost bearer also stops the service. */
const take = (modem: HandlerContext, outcome: Connection): void => {
  const service = a7600FtpService(modem);
  if ('session' in outcome) {
    service.session = outcome.session;
    return report(modem, '+CFTPSLOGIN', 0);
  }
  if (!service.session) {
    end(modem);
    return report(modem, '+CFTPSLOGIN', outcome.code);
  }
  service.session = undefined;
  if (outcome.code !== NETWORK) return modem.urc(ftpsNotice, { what: 'PEER CLOSED' });
  end(modem);
  service.started = false;
  modem.urc(ftpsNotice, { what: 'FTPS DISCONNECT' });
};

/** Without `security` it is implicit TLS, on any port (page 375). */
const login = (modem: HandlerContext, wanted: FtpLogin): Reply => {
  const service = a7600FtpService(modem);
  if (!service.started || service.connection) return refusedWith('+CFTPSLOGIN', WRONG_STATE);
  const tooLong = [wanted.host, wanted.user, wanted.password].some(({ length }) => length > MAX_LOGIN_CHARS);
  if (tooLong) return refused();
  const later = (): void => {
    const connection = modem.inBackground(connected(modem, wanted), (outcome) => take(modem, outcome));
    service.connection = connection.closed ? undefined : connection;
  };
  return { ...ok(), later };
};

export const a7600FtpSessionHandlers: readonly Handler[] = [
  handle(ftpsStart, (_, modem) => start(modem)),
  handle(ftpsStop, (_, modem) => stop(modem)),
  handle(ftpsLogin, ({ security = 'implicit', ...whom }, modem) => {
    const { mode } = a7600FtpService(modem);
    return login(modem, { ...whom, mode, tls: SECURITY[security] });
  }),
  handle(ftpsLoginState, (_, modem) =>
    ok(answerLine(ftpsLoginState, { isLoggedIn: a7600FtpService(modem).session !== undefined })),
  ),
  handle(ftpsLogout, (_, modem) => logout(modem)),
  handle(ftpsType, ({ type }, modem) =>
    a7600FtpWork(modem, { name: '+CFTPSTYPE' }, () => {
      a7600FtpService(modem).type = type;
      return EMPTY;
    }),
  ),
  handle(ftpsTypeState, (_, modem) => ok(answerLine(ftpsTypeState, { type: a7600FtpService(modem).type }))),
  handle(ftpsMode, ({ mode }, modem) => {
    a7600FtpService(modem).mode = mode;
    return ok();
  }),
  handle(ftpsModeState, (_, modem) => ok(answerLine(ftpsModeState, { mode: a7600FtpService(modem).mode }))),
  handle(ftpsSingleIp, ({ on }, modem) => {
    const service = a7600FtpService(modem);
    if (service.session) return refused();
    service.singleIp = on;
    return ok();
  }),
  handle(ftpsSingleIpState, (_, modem) =>
    ok(answerLine(ftpsSingleIpState, { on: a7600FtpService(modem).singleIp })),
  ),
  handle(ftpsSslContext, () => ok()),
];
