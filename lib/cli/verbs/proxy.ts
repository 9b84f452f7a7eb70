import { Option } from 'commander';
import { concatMap, tap } from 'rxjs';
import { serveProxy } from 'rxmodem/node';
import { accessOf } from '../options/accessOptions';
import { type NetworkOptions, networkOptions } from '../options/networkOptions';
import { listOption } from '../options/numberOption';
import { tcpAddress } from '../options/tcpAddress';
import type { Verb } from '../options/verb';
import { note } from '../output/note';
import { printed } from '../output/stdoutSink';
import { withNetwork } from '../requests/withNetwork';

interface ProxyOptions extends NetworkOptions {
  readonly listen: string;
  readonly allow?: readonly string[];
}

const LISTEN = '127.0.0.1:8080';
const LOOPBACK = /^(?:127\.|::1$|localhost$)/;

/** Everybody who reaches the port can use the SIM. */
const warned = (host: string): void => {
  if (LOOPBACK.test(host)) return;
  note(`other machines can use this proxy on ${host}; listen on 127.0.0.1 unless they should`);
};

/** Serves a proxy through the modem: `rxmodem proxy --listen 127.0.0.1:8080`. */
export const proxy: Verb<ProxyOptions> = {
  usage: 'proxy',
  does: 'Serves an HTTP and SOCKS5 proxy whose connections go through the modem, until Ctrl-C.',
  endless: true,
  examples: [
    [
      'rxmodem proxy --port /dev/ttyUSB0 --listen 127.0.0.1:8080',
      'then: curl -x http://127.0.0.1:8080 https://example.com/',
    ],
    [
      'rxmodem proxy --allow example.com:443',
      'one host and port only, and the usual address, 127.0.0.1:8080',
    ],
  ],
  declare: (command) =>
    networkOptions(
      command
        .optionsGroup('Proxy:')
        .addOption(
          new Option('--listen <host:port>', 'where it listens; port 0 is any free one').default(LISTEN),
        )
        .addOption(listOption('--allow <host>', 'connect to this host only: HOST, HOST:PORT or *.DOMAIN')),
    ),
  run: ({ options }) => {
    const { json = false, listen, allow } = options;
    const { host, port } = tcpAddress(listen, '--listen');
    return withNetwork(options, (modem) =>
      serveProxy(modem, { host, port, ...(allow && { allowed: allow }), access: accessOf(options) }).pipe(
        tap(() => warned(host)),
        concatMap((address) => printed(json ? { listen: address } : address)),
      ),
    );
  },
};
