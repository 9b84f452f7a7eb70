import { Subject } from 'rxjs';
import type { WebSerialPort } from '../../lib/transports/webSerial';

/** Node has it, its types don't. */
type WithSignal = WritableStreamDefaultController & { readonly signal: AbortSignal };
type Options = Parameters<WebSerialPort['open']>[0];

const wrongState = (message: string): DOMException => new DOMException(message, 'InvalidStateError');
const lost = (): DOMException => new DOMException('The device has been lost.', 'NetworkError');

/**
 * A serial port of a browser, by the text of the Web Serial API (WICG, § 4), on the WHATWG streams that Node has: streams are made
 * when they are asked for, an error on the line ends one and the next asking makes another, and a port whose streams are
 * locked can't be closed.
 */
export class FakeSerialPort extends EventTarget {
  /** What was done to it, in order. */
  readonly done: string[] = [];
  /** What was written to it. */
  readonly written = new Subject<Uint8Array>();
  options: Options | undefined;
  /** What opening fails with. */
  problem: DOMException | undefined;
  /** Whether the other side takes bytes; while it does not, writing waits, as it does without CTS. */
  private clearToSend = Promise.resolve();
  private isOpen = false;
  private lost = false;
  private source: ReadableStream<Uint8Array> | null = null;
  private sink: WritableStream<Uint8Array> | null = null;
  private reading: ReadableByteStreamController | undefined;
  private writing: WritableStreamDefaultController | undefined;
  private signal: AbortSignal | undefined;
  private readonly held: Uint8Array[] = [];
  private breakOff: (reason: Error) => void = () => undefined;

  get readable(): ReadableStream<Uint8Array> | null {
    if (!this.isOpen || this.lost) return null;
    return (this.source ??= new ReadableStream({
      type: 'bytes',
      start: (controller) => {
        this.reading = controller;
        for (const bytes of this.held.splice(0)) controller.enqueue(bytes);
      },
      cancel: () => {
        this.done.push('cancel reading');
        this.source = null;
      },
    }));
  }

  get writable(): WritableStream<Uint8Array> | null {
    if (!this.isOpen || this.lost) return null;
    return (this.sink ??= new WritableStream({
      start: (controller) => {
        this.writing = controller;
        this.signal = (controller as WithSignal).signal;
        this.signal.addEventListener('abort', () => this.breakOff(this.signal?.reason as Error));
      },
      write: (bytes) =>
        new Promise((taken, failed) => {
          this.breakOff = failed;
          void this.clearToSend.then(() => {
            if (this.signal?.aborted || this.lost) return;
            this.written.next(bytes);
            taken();
          });
        }),
      close: () => void this.done.push('close writing'),
      abort: () => void this.done.push('discard writing'),
    }));
  }

  async open(options: Options): Promise<void> {
    if (this.isOpen) throw wrongState("Failed to execute 'open' on 'SerialPort': The port is already open.");
    await Promise.resolve();
    if (this.problem) throw this.problem;
    this.options = options;
    this.done.push('open');
    this.isOpen = true;
  }

  async setSignals(signals: { dataTerminalReady: boolean }): Promise<void> {
    await Promise.resolve();
    this.done.push(`DTR ${signals.dataTerminalReady}`);
  }

  getInfo(): { usbVendorId?: number; usbProductId?: number } {
    return { usbVendorId: 0x1e0e, usbProductId: 0x9001 };
  }

  async close(): Promise<void> {
    if (!this.isOpen) throw wrongState('The port is already closed.');
    if (this.source?.locked || this.sink?.locked) throw new TypeError('Cannot cancel a locked stream');
    await Promise.all([this.source?.cancel(), this.sink?.abort()]);
    this.source = this.sink = null;
    this.isOpen = this.lost = false;
    this.done.push('close');
  }

  /** Bytes come from the modem. */
  receive(bytes: Uint8Array): void {
    // A byte stream takes the buffer away from whoever hands it in.
    if (this.source) this.reading?.enqueue(bytes.slice());
    else this.held.push(bytes.slice());
  }

  /** Something is wrong on the line: `BreakError` and the like. */
  damage(name: string): void {
    this.source = null;
    this.reading?.error(new DOMException('Something is wrong on the line.', name));
  }

  /** The browser's own trouble with a stream, without an end to it: the port hands the same stream out again. */
  damageForGood(): void {
    this.reading?.error(new DOMException('Nobody knows.', 'UnknownError'));
  }

  /** The modem takes no bytes for now. */
  hold(): () => void {
    let go = (): void => undefined;
    this.clearToSend = new Promise((resolve) => (go = resolve));
    return go;
  }

  /** The cable is pulled: reading and writing fail, and an event says so. */
  unplug(how: { readonly event: boolean } = { event: true }): void {
    this.lost = true;
    this.source = this.sink = null;
    this.reading?.error(lost());
    this.writing?.error(lost());
    this.breakOff(lost());
    if (how.event) this.dispatchEvent(new Event('disconnect'));
  }
}
