import { checkOptions, is } from '../grammar/checkOptions';
import {
  AsyncSubject,
  catchError,
  concat,
  defer,
  EMPTY,
  finalize,
  fromEventPattern,
  ignoreElements,
  map,
  merge,
  mergeMap,
  NEVER,
  Observable,
  repeat,
  share,
  Subject,
  takeUntil,
  takeWhile,
  tap,
  throwError,
  timeout,
} from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import type { Port, Transport } from '../wire/transport';

/** The browser's buffers, in bytes. Its own default, 255, is overrun by a tab that is busy for 22 ms at 115,200 baud. */
const BUFFER_BYTES = 65_536;
/** How long a closing port may take to send what was written, before that is discarded. */
const DRAIN_MS = 2_000;

interface Reader {
  readonly read: () => PromiseLike<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  readonly cancel: () => PromiseLike<void>;
  readonly releaseLock: () => void;
}

interface Writer {
  readonly write: (bytes: Uint8Array) => PromiseLike<void>;
  readonly close: () => PromiseLike<void>;
  readonly abort: () => PromiseLike<void>;
  readonly releaseLock: () => void;
}

/** What is used of a `SerialPort` of the Web Serial API, so that no DOM types are needed. */
export interface WebSerialPort {
  readonly readable: { readonly getReader: () => Reader } | null;
  readonly writable: { readonly getWriter: () => Writer } | null;
  readonly open: (options: {
    baudRate: number;
    bufferSize: number;
    flowControl: 'none' | 'hardware';
  }) => PromiseLike<void>;
  readonly setSignals: (signals: { dataTerminalReady: boolean }) => PromiseLike<void>;
  readonly getInfo: () => {
    readonly usbVendorId?: number | undefined;
    readonly usbProductId?: number | undefined;
  };
  readonly close: () => PromiseLike<void>;
  readonly addEventListener: (type: 'disconnect', listener: () => void) => void;
  readonly removeEventListener: (type: 'disconnect', listener: () => void) => void;
}

/** How a serial port is opened in a browser. */
export interface WebSerialOptions {
  /** Line rate. Default 115,200. */
  readonly baudRate?: number | undefined;
  /** `hardware` is RTS/CTS. Default `none`. */
  readonly flowControl?: 'none' | 'hardware' | undefined;
  /** Sets DTR after opening. Default: left alone. A low DTR can put a module to sleep. */
  readonly dtr?: boolean | undefined;
  /**
   * Called with the browser's name for each damage on the line: `BufferOverrunError`, `BreakError`, `FramingError`,
   * `ParityError`. Reading goes on: bytes that are missing in a payload are noticed there. Many of them say: wrong baud rate,
   * or no flow control.
   */
  readonly onDamage?: ((name: string) => void) | undefined;
}

/** An open port, and the way to close it. */
interface Opened {
  readonly open: Port;
  readonly close: Observable<never>;
}

const hex = (id: number): string => id.toString(16).padStart(4, '0');

/** USB's numbers of the device, where it has them: `web-serial 1e0e:9001`. */
const nameOf = (port: WebSerialPort): string => {
  const { usbVendorId, usbProductId } = port.getInfo();
  if (usbVendorId === undefined || usbProductId === undefined) return 'web-serial';
  return `web-serial ${hex(usbVendorId)}:${hex(usbProductId)}`;
};

/** A browser's own error. It may come from another realm (a frame, a worker), so its class says nothing. */
const errorOf = (error: unknown): Pick<Error, 'name' | 'message'> => error as Error;

/** Browsers begin their messages with the name of the method, which reads badly behind ours. */
const problemOf = (error: unknown): string =>
  errorOf(error).message.replace(/^Failed to execute .+? on .+?: /, '');

/** Does something and waits for it; that it fails is no news where a port is closed, or may have gone away. */
const quietly = (act: () => PromiseLike<unknown> | void): Observable<never> =>
  defer(() => act() ?? EMPTY).pipe(
    ignoreElements(),
    catchError(() => EMPTY),
  );

const chunks = (reader: Reader): Observable<Uint8Array> =>
  defer(() => reader.read()).pipe(
    repeat(),
    takeWhile(({ done }) => !done),
    mergeMap(({ value }) => (value ? [value] : [])),
    tap({ error: () => reader.releaseLock(), complete: () => reader.releaseLock() }),
  );

const unplugged = (port: WebSerialPort): Observable<unknown> =>
  fromEventPattern(
    (listener) => port.addEventListener('disconnect', listener),
    (listener) => port.removeEventListener('disconnect', listener),
  );

/**
 * Reads one stream after the other: damage on the line ends a stream, and the port has another one then; when the port goes
 * away it has none.
 */
const streams = (
  port: WebSerialPort,
  gone: Observable<never>,
  onDamage: ((name: string) => void) | undefined,
  taken: (reader: Reader) => void,
): Observable<Uint8Array> => {
  let last: WebSerialPort['readable'] = null;
  const over = (error: unknown): Observable<never> => {
    if (port.readable) onDamage?.(errorOf(error).name);
    return EMPTY;
  };
  return defer(() => {
    const { readable } = port;
    if (!readable || readable === last) return gone;
    last = readable;
    const reader = readable.getReader();
    taken(reader);
    return chunks(reader).pipe(catchError(over));
  }).pipe(repeat());
};

const opened = (port: WebSerialPort, name: string, { onDamage }: WebSerialOptions): Opened => {
  const gone = throwError(() => new ModemError({ kind: 'closed', where: name }));
  const left = new Subject<void>();
  let reader: Reader | undefined;
  const writer = port.writable?.getWriter();
  const bytes = streams(port, gone, onDamage, (taken) => (reader = taken));
  const incoming = merge(bytes, unplugged(port).pipe(mergeMap(() => gone))).pipe(
    catchError(() => gone),
    takeUntil(left),
    share({ resetOnRefCountZero: false, resetOnError: false, resetOnComplete: false }),
  );
  const write = (data: Uint8Array): Observable<never> =>
    defer(() => writer?.write(data) ?? gone).pipe(
      ignoreElements(),
      catchError(() => gone),
    );
  const flush = quietly(() => writer?.close());
  const discard = quietly(() => writer?.abort());
  const close = concat(
    quietly(() => (left.next(), reader?.cancel())),
    quietly(() => reader?.releaseLock()),
    flush.pipe(timeout({ first: DRAIN_MS, with: () => discard })),
    quietly(() => writer?.releaseLock()),
    quietly(() => port.close()),
  );
  return { open: { name, incoming, write }, close };
};

const opening = (port: WebSerialPort, options: WebSerialOptions): Observable<Opened> => {
  const { baudRate = 115_200, flowControl = 'none', dtr } = options;
  const name = nameOf(port);
  return defer(() => port.open({ baudRate, flowControl, bufferSize: BUFFER_BYTES })).pipe(
    catchError((error: unknown) =>
      throwError(() => new ModemError({ kind: 'port', where: name, problem: problemOf(error) })),
    ),
    mergeMap(() => {
      const signalled =
        dtr === undefined ? EMPTY : quietly(() => port.setSignals({ dataTerminalReady: dtr }));
      return concat(
        signalled,
        defer(() => [opened(port, name, options)]),
      );
    }),
  );
};

/** Ports that are just closing: who opens one again at once waits until the browser has let go of it. */
const closing = new WeakMap<WebSerialPort, Observable<never>>();

/** Closes a port when its opening has ended, whatever became of it. */
const close = (port: WebSerialPort, opening: Observable<Opened>): void => {
  const done = new AsyncSubject<never>();
  const before = closing.get(port) ?? EMPTY;
  closing.set(port, done);
  const closed = opening.pipe(
    mergeMap((way) => way.close),
    catchError(() => EMPTY),
  );
  const forget = (): unknown => closing.get(port) === done && closing.delete(port);
  concat(before, closed).pipe(finalize(forget)).subscribe(done);
};

const CHECKS = {
  baudRate: is.positive,
  flowControl: is.oneOf('none', 'hardware'),
  dtr: is.flag,
  onDamage: is.call,
};

/**
 * A modem on a serial port of the browser, through the Web Serial API.
 *
 *     const port = await navigator.serial.requestPort();
 *     openModem(webSerial(port, { baudRate: 115_200 }), sim800)
 *
 * Subscribing opens the port, unsubscribing closes it: what was written is sent first, for 2 s at most. Fails with `port` where
 * it can't be opened, `closed` when it goes away. Damage on the line (overrun buffers, breaks, wrong frames) ends nothing: see
 * `onDamage`.
 */
export const webSerial = (port: WebSerialPort, options: WebSerialOptions = {}): Transport =>
  concat(
    defer(() => {
      checkOptions(options, CHECKS);
      return closing.get(port) ?? EMPTY;
    }),
    new Observable<Port>((subscriber) => {
      const way = new AsyncSubject<Opened>();
      opening(port, options).subscribe(way);
      const emitting = concat(way.pipe(map(({ open }) => open)), NEVER).subscribe(subscriber);
      return () => {
        emitting.unsubscribe();
        close(port, way);
      };
    }),
  );
