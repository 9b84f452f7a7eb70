import { type Check, checkOptions, checkValue, is } from '../grammar/checkOptions';
import { AsyncSubject, concat, defer, EMPTY, Observable, retry, throwError, timer } from 'rxjs';
import type * as Package from 'serialport';
import type { SerialPort } from 'serialport';
import { invalidArgument, ModemError } from '../grammar/errors/modemError';
import { directReads } from './directReads';
import type { Port, Transport } from '../wire/transport';

/** Settings of a serial port. */
export interface SerialPortOptions {
  /** Line rate. Default 115,200. */
  readonly baudRate?: number | undefined;
  /** Hardware flow control (RTS/CTS). Default off. Software flow control is never used: it would remove the bytes 0x11 and 0x13. */
  readonly rtscts?: boolean | undefined;
  /** Sets DTR after opening. Default: unchanged. A low DTR can put a module to sleep. */
  readonly dtr?: boolean | undefined;
}

/** Modem control lines of a port that has them. */
export interface SerialPortSignals {
  readonly dcd: boolean;
  readonly cts: boolean;
  readonly dsr: boolean;
}

/** An open serial port: a `Port` whose control lines can be read and set. */
export interface OpenSerialPort extends Port {
  /** Reads DCD, CTS and DSR once. A pseudo-terminal has none: fails with `unsupported`. */
  readonly signals: Observable<SerialPortSignals>;
  /** Sets DTR on subscription; completes when done, also on a port without DTR. */
  readonly setDtr: (on: boolean) => Observable<never>;
}

/** The `serialport` package starts some messages with `Error: ` or `Error `, which reads badly inside ours. */
const problemOf = ({ message }: Error): string => message.replace(/^Error:?\s+/, '');

const noLines = new ModemError({ kind: 'unsupported', family: 'this port', feature: 'modem control lines' });

const setDtr =
  (port: SerialPort) =>
  (dtr: boolean): Observable<never> =>
    // A pseudo-terminal answers ENOTTY: it has no DTR and needs none.
    new Observable((subscriber) => port.set({ dtr }, () => subscriber.complete()));

const write =
  (port: SerialPort) =>
  (bytes: Uint8Array): Observable<never> =>
    new Observable((subscriber) => {
      port.write(bytes, (error) => {
        if (error) subscriber.error(new ModemError({ kind: 'closed', where: port.path }));
        else subscriber.complete();
      });
    });

const incoming = (port: SerialPort): Observable<Uint8Array> =>
  new Observable((subscriber) => {
    const next = (bytes: Uint8Array): void => subscriber.next(bytes);
    const gone = (): void => subscriber.error(new ModemError({ kind: 'closed', where: port.path }));
    port.on('data', next).once('close', gone).once('error', gone);
    return () => {
      port.off('data', next).off('close', gone).off('error', gone);
    };
  });

const signals = (port: SerialPort): Observable<SerialPortSignals> =>
  new Observable((subscriber) => {
    port.get((error, lines) => {
      if (error || !lines) return subscriber.error(noLines);
      subscriber.next({ dcd: lines.dcd, cts: lines.cts, dsr: lines.dsr });
      subscriber.complete();
    });
  });

const openPort = (port: SerialPort): OpenSerialPort => ({
  name: port.path,
  incoming: incoming(port),
  write: write(port),
  signals: signals(port),
  setDtr: setDtr(port),
});

/** Ports that this process is closing. Opening one again waits until the system has released it. */
const closing = new Map<string, AsyncSubject<void>>();

/** When this process closed its ports: the system may hold a lock a little longer than it reports. */
const closedAt = new Map<string, number>();
const LOCK_MS = 1_000;
const LOCK_POLL_MS = 50;

const isOurLock = (path: string, error: unknown): boolean =>
  error instanceof ModemError &&
  error.reason.kind === 'port' &&
  /lock/i.test(error.reason.problem) &&
  performance.now() - (closedAt.get(path) ?? -Infinity) < LOCK_MS;

/** Closes a port after sending what is still to be written. Errors of a port that is gone already do not matter. */
const close = (port: SerialPort): void => {
  if (!port.isOpen) return;
  const done = new AsyncSubject<void>();
  closing.set(port.path, done);
  port.drain(() =>
    port.close(() => {
      closing.delete(port.path);
      closedAt.set(port.path, performance.now());
      done.complete();
    }),
  );
};

const failed = (where: string, problem: string): ModemError =>
  new ModemError({ kind: 'port', where, problem });

/** Loads the package on first use: it is native code, and only programs that open serial ports install it. */
const serialPortClass = (path: string): typeof SerialPort => {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would make opening a port asynchronous
    return (require('serialport') as typeof Package).SerialPort;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const isMissing = code === 'MODULE_NOT_FOUND' && message.includes("'serialport'");
    const problem = isMissing ? 'it is not installed' : (message.split('\n')[0] ?? '');
    throw failed(path, `the package serialport can not be loaded: ${problem}`);
  }
};

const checked = (path: string, { baudRate = 115_200 }: SerialPortOptions): number => {
  if (path.trim() === '')
    return invalidArgument('path', 'it is empty, and must name a port like /dev/ttyUSB0');
  return Number.isInteger(baudRate) && baudRate > 0
    ? baudRate
    : invalidArgument('baudRate', `${baudRate} is not a whole number above 0`);
};

const opening = (path: string, options: SerialPortOptions): Observable<OpenSerialPort> =>
  new Observable((subscriber) => {
    const { rtscts = false, dtr } = options;
    const baudRate = checked(path, options);
    const port = new (serialPortClass(path))({ path, baudRate, rtscts, autoOpen: false });
    // What a write fails with goes to its callback. Without a listener, the event would end the process.
    port.on('error', () => undefined);
    let left = false;
    port.open((error) => {
      if (left) return close(port);
      if (error) return subscriber.error(failed(path, problemOf(error)));
      directReads(port);
      const opened = (): void => subscriber.next(openPort(port));
      if (dtr === undefined) opened();
      else setDtr(port)(dtr).subscribe({ complete: opened });
    });
    return () => {
      left = true;
      close(port);
    };
  });

/** A path that is empty would open no port, with an error that names none. */
const PORT_NAME: Check = (path) =>
  typeof path === 'string' && path.trim() === ''
    ? 'it is empty, and must name a port like /dev/ttyUSB0'
    : is.name(path);

const CHECKS = { baudRate: is.positive, rtscts: is.flag, dtr: is.flag };

/**
 * A modem on a serial port. Needs the `serialport` package: `npm install serialport`.
 *
 *     openModem(serialPort('/dev/ttyUSB0', { baudRate: 115_200 }), sim800)
 *
 * Subscribing opens the port, unsubscribing closes it. Fails with `invalid-argument` when path or baud rate can't be used,
 * `port` when the port can't be opened (no such device, no permission, locked by another program, package not installed),
 * `closed` when it goes away.
 */
export const serialPort = (path: string, options: SerialPortOptions = {}): Transport =>
  concat(
    defer(() => {
      checkValue(path, PORT_NAME, 'path');
      checkOptions(options, CHECKS);
      return closing.get(path) ?? EMPTY;
    }),
    opening(path, options).pipe(
      retry({
        delay: (error: unknown) => (isOurLock(path, error) ? timer(LOCK_POLL_MS) : throwError(() => error)),
      }),
    ),
  ) as Transport;
