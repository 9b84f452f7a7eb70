import type { SettledServer } from '../dialects/ftpDialect';
import type { FtpServer } from '../dialects/ftpServer';
import { invalidArgument } from '../grammar/invalidArgument';
import { spellable } from '../grammar/spellable';

const BAD_HOST = /[\s"'<>\\^`{|}@%,/?#]/;
const MOST_PORT = 65_535;
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
  if (host === '' || BAD_HOST.test(host))
    return invalidArgument('host', 'it is empty, or holds what no host can');
  if (!Number.isInteger(port) || port < 1 || port > MOST_PORT)
    return invalidArgument('port', `${port} is not between 1 and ${MOST_PORT}`);
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
