import {
  catchError,
  concat,
  defer,
  EMPTY,
  type Observable,
  of,
  throwError,
  ignoreElements,
  mergeMap,
} from 'rxjs';
import {
  ftpsLoggedIn,
  ftpsLogin,
  ftpsMode,
  ftpsSslContext,
  ftpsStart,
  ftpsStarted,
  ftpsType,
  ftpsTypeChosen,
  ftpsLoggedOut,
  ftpsLogout,
  ftpsStop,
  ftpsStopped,
} from './a7600FtpCommands';
import { tlsAuthMode, tlsIgnoreTime, tlsSni } from '../http/a7600TlsCommands';
import { ModemError } from '../../../grammar/errors/modemError';
import { startService } from '../../../dialects/steps/startService';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { a7600FtpDone } from './a7600FtpResult';
import { a7600FtpLoggedIn, a7600FtpTypeChosen } from './a7600FtpRunning';
import type { SettledServer } from '../../../dialects/ftpDialect';
import { isRefusal } from '../../../dialects/steps/onRefusal';
import { optionally, optionalSetting } from '../../../dialects/steps/optionally';

const CLOSE_MS = 20_000;

const anyhow = (work: Observable<unknown>): Observable<never> =>
  work.pipe(
    ignoreElements(),
    catchError(() => EMPTY),
  );

const logout = (channel: CommandChannel): Observable<never> =>
  a7600FtpDone(channel, ftpsLogout(), { urc: ftpsLoggedOut, withinMs: CLOSE_MS, mayBeEarly: true });

const stop = (channel: CommandChannel): Observable<never> =>
  a7600FtpDone(channel, ftpsStop(), { urc: ftpsStopped, withinMs: CLOSE_MS, mayBeEarly: true });

/**
 * Ends the A76XX's FTP(S) session in whatever state it is: both are refused where there is nothing to end.
 *
 *     > AT+CFTPSLOGOUT  < OK  < +CFTPSLOGOUT: 0    > AT+CFTPSSTOP  < OK  < +CFTPSSTOP: 0
 *
 * The order matters: STOP is refused while somebody is logged in (A76XX AT manual V1.09 page 374).
 */
export const a7600FtpClose = (channel: CommandChannel): Observable<never> =>
  concat(anyhow(logout(channel)), anyhow(stop(channel)));

const START_MS = 60_000;
const LOGIN_MS = 75_000;
const TYPE_MS = 30_000;
const SECURITY = { none: 'none', explicit: 'authTls', implicit: 'implicit' } as const;
const CONTEXT = 0;
const NOBODY = 0;

const start = (channel: CommandChannel): Observable<never> =>
  a7600FtpDone(channel, ftpsStart(), { urc: ftpsStarted, withinMs: START_MS, step: 'login' });

/** Whether the service was refused, also by a code of its own: `+CFTPSSTART: 3`. */
const isRefused = (error: unknown): error is ModemError =>
  isRefusal(error) || (error instanceof ModemError && error.reason.kind === 'cftps');

const begin = (channel: CommandChannel): Observable<never> => {
  const end = concat(anyhow(logout(channel)), stop(channel)).pipe(
    // A result that was lost on the line is no refusal: the next start shows whether the service has ended.
    catchError((error: unknown) => (isRefused(error) ? throwError(() => error) : EMPTY)),
  );
  return startService(channel, { service: 'FTP', start: start(channel), end, isRefused });
};

/** Encrypted, but nobody is verified: a context keeps what somebody else left in it, so that is said. */
const secure = (channel: CommandChannel): Observable<never> =>
  defer(() => {
    channel.note('FTPS without verification: no CA certificate was given');
    const settings = [
      tlsIgnoreTime({ context: CONTEXT, on: true }),
      tlsAuthMode({ context: CONTEXT, mode: NOBODY }),
      tlsSni({ context: CONTEXT, on: true }),
      ftpsSslContext({ connection: 'control', context: CONTEXT }),
      ftpsSslContext({ connection: 'data', context: CONTEXT }),
    ];
    return concat(...settings.map((command) => optionalSetting(channel, command)));
  });

/** Not all models can choose. */
const choose = (channel: CommandChannel, mode: SettledServer['mode']): Observable<never> =>
  optionally(channel, ftpsMode({ mode })).pipe(
    mergeMap((answer) => {
      if (!answer) channel.note(`this model can’t choose ${mode} mode; going on with its own`);
      return EMPTY;
    }),
  );

/**
 * Starts the A76XX's FTP(S) service and logs in. Emits once.
 *
 *     > AT+CFTPSSTART  < OK  < +CFTPSSTART: 0    > AT+CFTPSMODE=1  < OK
 *     > AT+CFTPSLOGIN="h",21,"u","***",0  < OK  < +CFTPSLOGIN: 0    > AT+CFTPSTYPE=I  < OK  < +CFTPSTYPE: 0
 *
 * What was begun is ended where it fails. Source: A76XX AT manual V1.09 pages 373–377, 390; FTP(S) note V1.02 pages 10–12.
 */
export const a7600FtpOpen = (channel: CommandChannel, server: SettledServer): Observable<unknown> => {
  const { host, port, user, password, tls, mode, type } = server;
  const login = defer(() => {
    const command = ftpsLogin({ host, port, user, password, security: SECURITY[tls] });
    return a7600FtpDone(channel, command, {
      ...{ urc: ftpsLoggedIn, withinMs: LOGIN_MS, step: 'login', recall: a7600FtpLoggedIn },
    });
  });
  const transferType = a7600FtpDone(channel, ftpsType({ type }), {
    ...{ urc: ftpsTypeChosen, withinMs: TYPE_MS, recall: a7600FtpTypeChosen(type) },
  });
  const opened = concat(
    begin(channel),
    choose(channel, mode),
    tls === 'none' ? EMPTY : secure(channel),
    login,
    transferType,
    of(null),
  );
  return opened.pipe(
    catchError((error: unknown) =>
      concat(
        a7600FtpClose(channel),
        throwError(() => error),
      ),
    ),
  );
};
