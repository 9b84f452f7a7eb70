import { emulator } from 'rxmodem/emulator';
import { ftpOrigin, httpOrigin, serialPort, socketOrigin, tcp } from 'rxmodem/node';
import { replay, type Transport } from 'rxmodem';
import { CliError } from '../errors/cliError';
import type { ModemOptions } from '../options/modemOptions';
import { demoNetwork } from './demoNetwork';
import { recordingOf } from './knownProfile';
import { tcpAddress } from '../options/tcpAddress';

const TCP = /^tcp:\/\/(.*?)\/?$/i;

/** The transport that `--port` names. The embedded emulator is paced only with `--baud`. */
export const transportOf = ({ port, profile, baud, speed }: ModemOptions): Transport => {
  if (port === '')
    throw new CliError({
      kind: 'usage',
      message: '--port is empty; name a device, tcp://HOST:PORT, replay:FILE or emulator',
    });
  if (port === 'emulator') {
    const family = profile === 'auto' ? 'sim800' : profile;
    return emulator({
      family,
      origin: httpOrigin(),
      ftp: ftpOrigin(),
      ...demoNetwork,
      sockets: socketOrigin(),
      ...(baud === undefined ? {} : { baud }),
    }).transport;
  }
  const recording = recordingOf(port);
  if (recording !== undefined)
    return replay(recording, { name: port, ...(speed === undefined ? {} : { speed }) });
  const address = TCP.exec(port)?.[1];
  if (address !== undefined) return tcp(tcpAddress(address, '--port tcp://'));
  return serialPort(port, baud === undefined ? {} : { baudRate: baud });
};
