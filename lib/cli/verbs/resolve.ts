import { concatMap } from 'rxjs';
import { sockets } from 'rxmodem';
import { accessOf } from '../options/accessOptions';
import { type NetworkOptions, networkOptions } from '../options/networkOptions';
import type { Verb } from '../options/verb';
import { printed } from '../output/stdoutSink';
import { withNetwork } from '../requests/withNetwork';

/** Resolves a name by the network's servers: `rxmodem resolve NAME`. */
export const resolve: Verb<NetworkOptions> = {
  usage: 'resolve <name>',
  does: 'Resolves a host name with the name servers of the mobile network.',
  takes: { name: 'the host name' },
  examples: [
    ['rxmodem resolve example.com --port /dev/ttyUSB0', 'its addresses, one a line'],
    ['rxmodem resolve example.com --json', '{"name":"example.com","addresses":["93.184.216.34"]}'],
  ],
  asks: true,
  declare: networkOptions,
  run: ({ args: [name = ''], options }) =>
    withNetwork(options, (modem) =>
      sockets
        .resolve(modem, name, { access: accessOf(options) })
        .pipe(concatMap((addresses) => printed(options.json ? { name, addresses } : addresses.join('\n')))),
    ),
};
