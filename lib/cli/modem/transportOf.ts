import { ftpOrigin, httpOrigin, serialPort, socketOrigin, tcp } from 'rxmodem/node';
import { map, type Observable, of } from 'rxjs';
import { findBaud, replay, type Transport } from 'rxmodem';
import { CliError } from '../errors/cliError';
import type { ModemOptions } from '../options/modemOptions';
import { demoNetwork } from './demoNetwork';
import { emulatorPart } from './emulatorPart';
import { recordingOf } from './knownProfile';
import { checkPlace } from '../options/portPlace';
import { tcpAddress } from '../options/tcpAddress';

const TCP = /^tcp:\/\/(.*?)\/?$/i;

/** The options with a rate that is a number. */
export type RatedOptions = Omit<ModemOptions, 'baud'> & { readonly baud?: number };

/** The transport that `--port` names. The embedded emulator is paced only with `--baud`. */
export const transportOf = ({ port, profile, baud, flow, speed }: RatedOptions): Transport => {
  if (port === '')
    throw new CliError({
      kind: 'usage',
      message: '--port is empty; name a device, tcp://HOST:PORT, replay:FILE or emulator',
    });
  if (port === 'emulator') {
    const family = profile === 'auto' ? 'sim800' : profile;
    return emulatorPart().emulator({
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
  checkPlace(port);
  return serialPort(port, {
    ...(baud !== undefined && { baudRate: baud }),
    ...(flow === 'rtscts' && { rtscts: true }),
  });
};

/** Whether a port has a rate: a device has, a recording, the emulator and TCP have none. */
export const hasRate = (port: string): boolean =>
  port !== 'emulator' && recordingOf(port) === undefined && !TCP.test(port);

/** The options with the rate that was asked for; `auto` finds it, where the port has one. Fails with `port` where no modem answers. */
export const rated = ({ baud, ...options }: ModemOptions): Observable<RatedOptions> => {
  if (baud !== 'auto') return of(baud === undefined ? options : { ...options, baud });
  if (!hasRate(options.port)) return of(options);
  return findBaud((baudRate) => transportOf({ ...options, baud: baudRate })).pipe(
    map((found) => ({ ...options, baud: found })),
  );
};
