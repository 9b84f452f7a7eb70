import { type Command, Option } from 'commander';
import type { SocketOptions } from 'rxmodem';
import { CliError } from '../errors/cliError';
import { accessOf } from './accessOptions';
import { type NetworkOptions, networkOptions } from './networkOptions';
import { numberOption } from './numberOption';
import { tcpAddress } from './tcpAddress';

/** Options of the verb `tcp`. */
export interface TcpOptions extends NetworkOptions {
  readonly tls?: boolean;
  readonly udp?: boolean;
  readonly insecure?: boolean;
  /** The name of a CA certificate on the modem. */
  readonly cacert?: string;
  /** Seconds. */
  readonly linger: number;
}

const LINGER_S = 10;

/** Declares them, and those of the network. */
export const tcpOptions = (verb: Command): Command =>
  networkOptions(
    verb
      .optionsGroup('Connection:')
      .option('--tls', 'TLS by this machine; the server is verified')
      .option('--insecure', 'with --tls: do not verify the server')
      .option(
        '--cacert <name>',
        'with --tls: TLS by the modem, which verifies with this CA certificate, stored on it',
      )
      .option('--udp', 'send each piece of the input as a datagram')
      .addOption(
        new Option('--linger <seconds>', 'close when the input has ended and nothing has come for this long')
          .argParser(numberOption(0, { fraction: true }))
          .default(LINGER_S),
      ),
  );

/** Reads where a socket connects to; with `--cacert`, TLS is the modem's. Fails with `usage`. */
export const socketOf = (address: string, options: TcpOptions): SocketOptions => {
  const { udp = false, tls = false, insecure = false, cacert } = options;
  if (udp && tls)
    throw new CliError({ kind: 'usage', message: '--udp and --tls exclude each other; give one' });
  if (insecure && !tls)
    throw new CliError({ kind: 'usage', message: '--insecure needs --tls; give both, or neither' });
  if (cacert !== undefined && !tls)
    throw new CliError({ kind: 'usage', message: '--cacert needs --tls; give both, or neither' });
  if (cacert !== undefined && insecure)
    throw new CliError({ kind: 'usage', message: '--cacert and --insecure exclude each other; give one' });
  const { host, port } = tcpAddress(address, 'the address');
  const secure = cacert === undefined ? {} : { tls: { ca: cacert, verify: true } };
  return { host, port, access: accessOf(options), ...secure };
};
