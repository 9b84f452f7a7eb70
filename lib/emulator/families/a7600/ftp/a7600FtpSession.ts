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
import { handle, type Bench, type Handling } from '../../../core/handler';
import { ok, refused, type Reply } from '../../../core/reply';
import { a7600FtpService } from './a7600FtpService';
import { codeOfFailure, a7600FtpWork, refusedWith, tell } from './a7600FtpWork';

/** Sessions of the A76XX's FTP(S) service, from START to STOP: A76XX AT manual V1.09 pages 373–377, 389–391. */

const NETWORK = 10;
const WRONG_STATE = 11;
const MAX_LOGIN_CHARS = 128;
const SECURITY = { none: 'none', authSsl: 'explicit', authTls: 'explicit', implicit: 'implicit' } as const;

const start = (bench: Bench): Reply => {
  const service = a7600FtpService(bench);
  const { attached, contexts } = bench.state;
  if (service.started || !attached) return refused();
  const later = (): void => {
    service.started = true;
    const context = contexts.get(1);
    if (context) context.active = true;
    tell(bench, '+CFTPSSTART', 0);
  };
  return { ...ok(), later };
};

/** Forgets the session: what ran in it is broken off. */
const end = (bench: Bench): void => {
  const service = a7600FtpService(bench);
  const { connection, running } = service;
  Object.assign(service, { session: undefined, connection: undefined, running: undefined, directory: '' });
  running?.unsubscribe();
  connection?.unsubscribe();
};

/** STOP while somebody is logged in is refused (page 374). */
const stop = (bench: Bench): Reply => {
  const service = a7600FtpService(bench);
  if (!service.started || service.connection) return refused();
  const later = (): void => {
    service.started = false;
    const context = bench.state.contexts.get(1);
    if (context) context.active = false;
    tell(bench, '+CFTPSSTOP', 0);
  };
  return { ...ok(), later };
};

const logout = (bench: Bench): Reply => {
  if (!a7600FtpService(bench).connection) return refused();
  const later = (): void => {
    end(bench);
    tell(bench, '+CFTPSLOGOUT', 0);
  };
  return { ...ok(), later };
};

/** What happens with a connection: it is made, or it is gone. */
type Connection = { readonly session: FtpSession } | { readonly code: number };

const connected = (bench: Bench, login: FtpLogin): Observable<Connection> => {
  const { resultDelayMs } = bench.knobs;
  const lost = bench.lost.pipe(mergeMap(() => throwError(() => new FtpFailure('network'))));
  const made = bench.ftp(login).pipe(
    map((session): Connection => ({ session })),
    resultDelayMs > 0 ? delay(resultDelayMs) : pipe(),
  );
  return merge(made, lost).pipe(catchError((error: unknown) => of({ code: codeOfFailure(error) })));
};

/** A server that goes away after LOGIN is told with a notice; a lost bearer takes the service with it. */
const take = (bench: Bench, outcome: Connection): void => {
  const service = a7600FtpService(bench);
  if ('session' in outcome) {
    service.session = outcome.session;
    return tell(bench, '+CFTPSLOGIN', 0);
  }
  if (!service.session) {
    end(bench);
    return tell(bench, '+CFTPSLOGIN', outcome.code);
  }
  service.session = undefined;
  if (outcome.code !== NETWORK) return bench.urc(ftpsNotice, { what: 'PEER CLOSED' });
  end(bench);
  service.started = false;
  bench.urc(ftpsNotice, { what: 'FTPS DISCONNECT' });
};

/** Without a security it is implicit TLS, whatever the port (page 375). */
const login = (bench: Bench, wanted: FtpLogin): Reply => {
  const service = a7600FtpService(bench);
  if (!service.started || service.connection) return refusedWith('+CFTPSLOGIN', WRONG_STATE);
  const tooLong = [wanted.host, wanted.user, wanted.password].some(({ length }) => length > MAX_LOGIN_CHARS);
  if (tooLong) return refused();
  const later = (): void => {
    const connection = bench.inBackground(connected(bench, wanted), (outcome) => take(bench, outcome));
    service.connection = connection.closed ? undefined : connection;
  };
  return { ...ok(), later };
};

export const a7600FtpSession: readonly Handling[] = [
  handle(ftpsStart, (_, bench) => start(bench)),
  handle(ftpsStop, (_, bench) => stop(bench)),
  handle(ftpsLogin, ({ security = 'implicit', ...whom }, bench) => {
    const { mode } = a7600FtpService(bench);
    return login(bench, { ...whom, mode, tls: SECURITY[security] });
  }),
  handle(ftpsLoginState, (_, bench) =>
    ok(answerLine(ftpsLoginState, { isLoggedIn: a7600FtpService(bench).session !== undefined })),
  ),
  handle(ftpsLogout, (_, bench) => logout(bench)),
  handle(ftpsType, ({ type }, bench) =>
    a7600FtpWork(bench, { name: '+CFTPSTYPE' }, () => {
      a7600FtpService(bench).type = type;
      return EMPTY;
    }),
  ),
  handle(ftpsTypeState, (_, bench) => ok(answerLine(ftpsTypeState, { type: a7600FtpService(bench).type }))),
  handle(ftpsMode, ({ mode }, bench) => {
    a7600FtpService(bench).mode = mode;
    return ok();
  }),
  handle(ftpsModeState, (_, bench) => ok(answerLine(ftpsModeState, { mode: a7600FtpService(bench).mode }))),
  handle(ftpsSingleIp, ({ on }, bench) => {
    const service = a7600FtpService(bench);
    if (service.session) return refused();
    service.singleIp = on;
    return ok();
  }),
  handle(ftpsSingleIpState, (_, bench) =>
    ok(answerLine(ftpsSingleIpState, { on: a7600FtpService(bench).singleIp })),
  ),
  handle(ftpsSslContext, () => ok()),
];
