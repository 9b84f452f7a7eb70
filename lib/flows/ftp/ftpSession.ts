import { serviceOf } from '../../dialects/serviceOf';
import { namingModel } from '../transfer/namingModel';
import { reopenOnce } from '../transfer/reopenOnce';
import { checkOptions, checkValue, is, type OptionChecks } from '../../grammar/checkOptions';
import { catchError, concat, defer, EMPTY, ignoreElements, type Observable, tap, throwError } from 'rxjs';
import type { FtpDialect, SettledServer, FtpServer } from '../../dialects/ftpDialect';
import { ModemError, invalidArgument } from '../../grammar/errors/modemError';
import type { Profile } from '../../dialects/profile';
import type { Modem } from '../../modem/modem';
import { bracket } from '../../../operators/bracket';
import type { CommandChannel } from '../../../operators/commandChannel';
import { timeLimits } from '../../../operators/timeLimits';
import type { TimeoutPolicy } from '../../../operators/timeoutPolicy';
import { failWith } from '../../../operators/failWith';
import { checkedAccess } from '../transfer/checkedAccess';
import { spellable } from '../../grammar/codecs/spellable';
import { isHost, isPort } from '../transfer/isHost';

const PORT = 21;
const TLS_PORT = 990;

const SERVER_CHECKS: OptionChecks = {
  host: is.text,
  port: is.port,
  user: is.text,
  password: is.text,
  mode: is.oneOf('passive', 'active'),
  type: is.oneOf('binary', 'ascii'),
  tls: is.oneOf('none', 'implicit', 'explicit'),
  access: { apn: is.text, user: is.text, password: is.text },
};

/**
 * Fills in a server's defaults, and checks it.
 *
 * Fails with `invalid-argument` that names the field where a value can't be spelled; it never shows the value.
 */
export const checkedServer = (server: FtpServer): SettledServer => {
  const { host, user = 'anonymous', password = '' } = checkOptions(server, SERVER_CHECKS);
  const { mode = 'passive', type = 'binary', tls = 'none' } = server;
  const { port = tls === 'implicit' ? TLS_PORT : PORT } = server;
  if (!isHost(checkValue(host, is.name, 'host')))
    return invalidArgument('host', 'it is empty, or holds what no host can');
  if (!isPort(port)) return invalidArgument('port', `${port} is not between 1 and 65535`);
  return {
    host: spellable(host, 'host'),
    port,
    user: spellable(user, 'user', '"'),
    password: spellable(password, 'password', '"'),
    mode,
    type,
    tls,
  };
};

/** Checks a server against a family. Fails with `invalid-argument`, and `unsupported` for what the family lacks. */
export const supportedServer = (profile: Profile, given: FtpServer): SettledServer => {
  const ftp = serviceOf(profile, 'ftp');
  const server = checkedServer(given);
  checkedAccess(given.access ?? {});
  const feature = ftp.lacks(server);
  if (feature === undefined) return server;
  throw new ModemError({ kind: 'unsupported', family: profile.title, feature });
};

/** Sessions with a checked server. */
export interface FtpSession {
  readonly server: SettledServer;
  readonly dialect: FtpDialect;
  /** One session as a cold Observable: in its turn, closed before it ends, wound up when its reader leaves. */
  readonly run: <T>(
    timeout: TimeoutPolicy,
    use: (channel: CommandChannel, dialect: FtpDialect) => Observable<T>,
  ) => Observable<T>;
}

/**
 * Makes sessions with a server. Nothing is written yet.
 *
 * Fails as `supportedServer` does.
 */
export const ftpSession = (modem: Modem, given: FtpServer): FtpSession => {
  const { profile, exclusive, withBearer } = modem;
  const dialect = serviceOf(profile, 'ftp');
  const server = supportedServer(profile, given);
  const { access = {} } = given;
  return {
    server,
    dialect,
    run: (timeout, use) =>
      exclusive('ftp', (channel) =>
        withBearer(channel, access, (lost) =>
          bracket(
            openUnlessLost(channel, dialect, server, lost),
            () => use(channel, dialect).pipe(failWith(lost), timeLimits(timeout)),
            () => dialect.close(channel),
          ),
        ),
      ).pipe(
        reopenOnce(modem, { mayBeStuck: true }),
        catchError((error: unknown) => namingModel(modem, error)),
      ),
  };
};

/** Opens the session; where the bearer is lost meanwhile, what was begun is ended. */
const openUnlessLost = (
  channel: CommandChannel,
  dialect: FtpDialect,
  server: SettledServer,
  lost: Observable<never>,
): Observable<unknown> =>
  defer(() => {
    let isLost = false;
    const losing = lost.pipe(tap({ error: () => (isLost = true) }));
    return dialect.open(channel, server).pipe(
      failWith(losing),
      catchError((error: unknown) =>
        concat(
          isLost ? dialect.close(channel).pipe(ignoreElements()) : EMPTY,
          throwError(() => error),
        ),
      ),
    );
  });

/**
 * Makes a path on the server that an AT command can carry: absolute, with nothing in it that could leave its field.
 *
 *     logs/today.csv  →  /logs/today.csv
 *
 * Fails with `invalid-argument` named `path` where it holds quotes or control characters, or is empty; where a file is meant
 * (`isFile`), also where it ends in a slash; and where the family can't take it.
 */
export const checkedPath = (
  path: string,
  isFile: boolean,
  { checkPath }: Pick<FtpDialect, 'checkPath'>,
): string => {
  const safe = spellable(checkValue(path, is.text, 'path'), 'path', '"');
  if (safe.trim() === '') return invalidArgument('path', 'it is empty');
  const absolute = safe.startsWith('/') ? safe : `/${safe}`;
  if (isFile && /\/\.{0,2}$/.test(absolute)) return invalidArgument('path', 'it names no file');
  const full = !isFile && absolute.length > 1 ? absolute.replace(/\/+$/, '') || '/' : absolute;
  checkPath(full);
  return full;
};
