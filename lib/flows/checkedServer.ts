import type { SettledServer } from '../dialects/ftpDialect';
import type { FtpServer } from '../dialects/ftpServer';
import { invalidArgument } from '../grammar/invalidArgument';
import { spellable } from '../grammar/spellable';
import { isHost } from './isHost';
import { isPort } from './isPort';

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
