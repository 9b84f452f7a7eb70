import type { Observable } from 'rxjs';
import type { FtpDialect, SettledServer, FtpServer } from '../../dialects/ftpDialect';
import { ModemError, invalidArgument } from '../../grammar/errors/modemError';
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

/**
 * Makes a server with nothing missing, before anything is written.
 *
 * Fails with `invalid-argument` that names the field where a value can't be spelled; it never shows the value.
 */
export const checkedServer = (server: FtpServer): SettledServer => {
  const { host, user = 'anonymous', password = '', mode = 'passive', type = 'binary', tls = 'none' } = server;
  const { port = tls === 'implicit' ? TLS_PORT : PORT } = server;
  if (!isHost(host)) return invalidArgument('host', 'it is empty, or holds what no host can');
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

/** A checked server and the family's words for it. */
export interface FtpSession {
  readonly server: SettledServer;
  readonly dialect: FtpDialect;
  /** One session as a cold Observable: in its turn, closed before it ends, wound up where its reader leaves. */
  readonly run: <T>(
    timeout: TimeoutPolicy,
    use: (channel: CommandChannel, dialect: FtpDialect) => Observable<T>,
  ) => Observable<T>;
}

/**
 * Makes sessions with a server, before anything is written.
 *
 * Fails with `unsupported` for what the family does not have, and `invalid-argument`.
 */
export const ftpSession = ({ profile, exclusive, withBearer }: Modem, given: FtpServer): FtpSession => {
  const missing = (feature: string): ModemError =>
    new ModemError({ kind: 'unsupported', family: profile.title, feature });
  const { ftp: dialect } = profile;
  const server = checkedServer(given);
  const access = checkedAccess(given.access ?? {});
  const lack = dialect.lacks(server);
  if (lack !== undefined) throw missing(lack);
  return {
    server,
    dialect,
    run: (timeout, use) =>
      exclusive('ftp', (channel) =>
        withBearer(channel, access, (lost) =>
          bracket(
            dialect.open(channel, server),
            () => use(channel, dialect).pipe(failWith(lost), timeLimits(timeout)),
            () => dialect.close(channel),
          ),
        ),
      ),
  };
};

/**
 * Makes a server's path that can stand in an AT command: absolute, with nothing in it that could leave its field.
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
  const safe = spellable(path, 'path', '"');
  if (safe.trim() === '') return invalidArgument('path', 'it is empty');
  const absolute = safe.startsWith('/') ? safe : `/${safe}`;
  if (isFile && /\/\.{0,2}$/.test(absolute)) return invalidArgument('path', 'it names no file');
  const full = !isFile && absolute.length > 1 ? absolute.replace(/\/+$/, '') || '/' : absolute;
  checkPath(full);
  return full;
};
