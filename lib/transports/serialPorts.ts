import { readdirSync } from 'node:fs';
import { catchError, defer, from, map, type Observable, of, throwError } from 'rxjs';
import type * as Package from 'serialport';
import { ModemError } from '../grammar/errors/modemError';
import { usbModem } from './usbModems';

/** A serial port of this machine. */
export interface SerialPortInfo {
  /** What opens it: `/dev/ttyUSB0`, `COM3`. */
  readonly path: string;
  /** Which device it is, where it is on USB: `SIMCom A76XX`, `CP210x serial adapter`; `null` where that is not known. */
  readonly name: string | null;
  /** A modem is on USB itself, so that its rate does not matter. */
  readonly isModem: boolean;
}

/** Ports that Linux has whether there is hardware behind them or not. */
const LEGACY = /^\/dev\/ttyS\d+$/;

type Listed = Partial<Awaited<ReturnType<typeof Package.SerialPort.list>>[number]> & {
  readonly path: string;
};

const infoOf = ({ path, vendorId, productId, manufacturer }: Listed): SerialPortInfo => {
  const row = usbModem(vendorId, productId);
  return {
    path,
    name: row?.name ?? manufacturer ?? null,
    isModem: row !== undefined && row.isAdapter !== true,
  };
};

/** Names of ports on Linux that have hardware behind them: USB, and UARTs of boards. */
const DEVICES = /^tty(?:USB|ACM|AMA|XRUSB|mxc|SC|O|HS|THS|GS)\d+$/;

/** A system without udev (a container, a small distribution) has no more than names. */
const withoutUdev = (error: unknown): Observable<readonly Listed[]> =>
  process.platform === 'linux' && /udevadm/.test(String(error))
    ? of(
        readdirSync('/dev')
          .filter((name) => DEVICES.test(name))
          .map((name) => ({ path: `/dev/${name}` })),
      )
    : throwError(() => error);

/**
 * Lists the serial ports of this machine once, those of known modems first. Needs the `serialport` package.
 *
 *     serialPorts()   ⇒ [{ path: '/dev/ttyUSB2', name: 'SIMCom SIM7500/SIM7600', isModem: true }, …]
 *
 * Fails with `port` where the package is missing, or the system does not list them.
 */
export const serialPorts = (): Observable<readonly SerialPortInfo[]> =>
  defer(() => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- native code, loaded on first use
    const { SerialPort } = require('serialport') as typeof Package;
    return from(SerialPort.list()).pipe(catchError(withoutUdev));
  }).pipe(
    map((ports: readonly Listed[]) =>
      ports
        .filter(
          ({ path, vendorId, pnpId }) => vendorId !== undefined || pnpId !== undefined || !LEGACY.test(path),
        )
        .map(infoOf)
        .sort(
          (one, other) => Number(other.isModem) - Number(one.isModem) || one.path.localeCompare(other.path),
        ),
    ),
    catchError((error: unknown) => {
      const problem = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      return throwError(() => new ModemError({ kind: 'port', where: 'the list of serial ports', problem }));
    }),
  );
