import { dematerialize, exhaustMap, materialize, type Observable } from 'rxjs';
import { type Modem, sockets } from 'rxmodem';
import { socketOf, tcpOptions, type TcpOptions } from '../options/socketOptions';
import type { Verb } from '../options/verb';
import { sinkAfter } from '../output/afterDone';
import { stdoutSink } from '../output/stdoutSink';
import { type Conversation, pipedSocket } from '../requests/pipedSocket';
import { tlsOver } from '../requests/tlsOver';
import { withNetwork } from '../requests/withNetwork';

const conversation = (modem: Modem, address: string, options: TcpOptions): Observable<Conversation> => {
  const socket = socketOf(address, options);
  if (options.udp) return sockets.udp(modem, socket);
  const transport = sockets.tcp(modem, socket);
  return options.tls && !socket.tls
    ? tlsOver(transport, { ...socket, verifies: options.insecure !== true })
    : transport;
};

const CONNECTED = 'the connection was made and data may have been sent';

/** Connects a socket to the standard input and output: `rxmodem tcp HOST:PORT`. */
export const tcp: Verb<TcpOptions> = {
  usage: 'tcp <address>',
  does: 'Connects to HOST:PORT: sends the standard input, writes what comes back to the standard output.',
  takes: { address: 'HOST:PORT of the far end; an IPv6 address in brackets' },
  endless: true,
  examples: [
    [
      "printf 'HEAD / HTTP/1.0\\r\\n\\r\\n' | rxmodem tcp example.com:80 --port /dev/ttyUSB0",
      'like nc: what the server answers',
    ],
    ['rxmodem tcp example.com:22', 'a ProxyCommand of ssh, or of any program that takes a command'],
    ['rxmodem tcp example.com:443 --tls', 'TLS by this machine; the server is verified'],
    ['rxmodem tcp example.com:443 --tls --cacert ca.pem', 'TLS by the modem, which has this certificate'],
  ],
  declare: tcpOptions,
  run: ({ args: [address = ''], options }) => {
    socketOf(address, options);
    const how = {
      input: process.stdin,
      sink: sinkAfter(stdoutSink, CONNECTED),
      lingerMs: options.linger * 1_000,
    };
    return withNetwork(options, (modem) =>
      conversation(modem, address, options).pipe(
        exhaustMap((talk) => pipedSocket(talk, how).pipe(materialize())),
        dematerialize(),
      ),
    );
  },
};
