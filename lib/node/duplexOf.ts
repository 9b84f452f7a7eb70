import { Duplex } from 'node:stream';
import { isObservable, type Observable, type Subscription } from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import { joinBytes } from '../../operators/joinBytes';
import type { Port, Transport } from '../wire/transport';

/** A port whose reading can be held: a socket of the modem, or a channel of the multiplexer. */
type HoldablePort = Port & { readonly hold?: Observable<never> };

/** How a stream over a port ends. */
export interface DuplexOptions {
  /**
   * How long the far end may be silent after `end()` before the connection is closed, in milliseconds. A modem can't close one
   * direction alone: what the far end still sends within this time is read. Default 10,000.
   */
  readonly lingerMs?: number;
}

type Done = (error?: Error | null) => void;

/** A write that waits until the port is open. */
interface Waiting {
  readonly act: (port: Port) => unknown;
  readonly done: Done;
}

/** The types of TLS records that carry an alert, with their lengths (RFC 5246 § 7.2, RFC 8446 § 6.1). */
const ALERT = 21;
const HIDDEN_ALERT = { type: 23, bytes: 24 } as const;

/** Whether a write that failed is only the `close_notify` of TLS, which crossed the close of the far end: nothing is lost with it. */
const isCrossing = (error: unknown, bytes: Uint8Array): boolean => {
  if (!(error instanceof ModemError) || error.reason.kind !== 'socket') return false;
  if (error.reason.problem !== 'closed') return false;
  return bytes[0] === ALERT || (bytes[0] === HIDDEN_ALERT.type && bytes.length === HIDDEN_ALERT.bytes);
};

const cancelled = (): ModemError => new ModemError({ kind: 'cancelled' });

const LINGER_MS = 10_000;

/**
 * A stream over a port, with what Node's own clients call on a `net.Socket`. `connect` is emitted when the port is open. `setNoDelay`,
 * `setKeepAlive`, `ref` and `unref` do nothing: a modem has no such settings.
 */
export class PortDuplex extends Duplex {
  /** True until the port is open. */
  connecting = true;
  private readonly running: Subscription[] = [];
  private port: HoldablePort | undefined;
  private held: Subscription | undefined;
  private lingering: NodeJS.Timeout | undefined;
  private idle: NodeJS.Timeout | undefined;
  private idleMs = 0;
  private isListening = false;
  private isWanted = false;
  private readonly waiting: Waiting[] = [];
  private readonly lingerMs: number;

  constructor(
    private readonly source: Transport | Port,
    { lingerMs = LINGER_MS }: DuplexOptions,
  ) {
    super({ allowHalfOpen: false });
    this.lingerMs = lingerMs;
    process.nextTick(() => this.begin());
  }

  /** Connects in the next turn, when its listeners are there. Not by `_construct`: that would hold `destroy` back meanwhile. */
  private begin(): void {
    const { source } = this;
    if (this.destroyed) return;
    if (!isObservable(source)) return this.open(source);
    this.running.push(
      source.subscribe({
        next: (port) => this.open(port),
        error: (error: unknown) => this.destroy(error as Error),
        complete: () => {
          if (this.connecting) this.destroy(cancelled());
        },
      }),
    );
  }

  private open(port: HoldablePort): void {
    this.port = port;
    this.connecting = false;
    this.emit('connect');
    this.emit('ready');
    for (const { act } of this.waiting.splice(0)) act(port);
    if (this.isWanted) this.listen(port);
  }

  override _read(): void {
    this.held?.unsubscribe();
    this.held = undefined;
    this.isWanted = true;
    if (this.port) this.listen(this.port);
  }

  private listen(port: HoldablePort): void {
    if (this.isListening) return;
    this.isListening = true;
    this.running.push(
      port.incoming.subscribe({
        next: (bytes) => this.receive(bytes),
        error: (error: unknown) => this.destroy(error as Error),
        complete: () => this.push(null),
      }),
    );
  }

  private receive(bytes: Uint8Array): void {
    this.touch();
    if (!this.push(bytes)) this.held ??= this.port?.hold?.subscribe();
  }

  override _write(bytes: Uint8Array, _: BufferEncoding, done: Done): void {
    this.send(bytes, done);
  }

  /** Pieces that wait are sent as one: a command of the modem carries them all. */
  override _writev(pieces: readonly { readonly chunk: Uint8Array }[], done: Done): void {
    this.send(joinBytes(pieces.map(({ chunk }) => chunk)), done);
  }

  private send(bytes: Uint8Array, done: Done): void {
    this.touch();
    const act = (port: Port): unknown =>
      port.write(bytes).subscribe({
        error: (error: unknown) => done(isCrossing(error, bytes) ? null : (error as Error)),
        complete: () => {
          this.touch();
          done();
        },
      });
    if (this.port) act(this.port);
    else this.waiting.push({ act, done });
  }

  override _final(done: Done): void {
    this.linger();
    done();
  }

  /** Closes the connection when the far end has been silent for a while. */
  private linger(): void {
    clearTimeout(this.lingering);
    if (this.readableEnded || this.destroyed) return;
    this.lingering = setTimeout(() => {
      this.close();
      this.push(null);
    }, this.lingerMs);
  }

  override _destroy(error: Error | null, done: Done): void {
    clearTimeout(this.lingering);
    clearTimeout(this.idle);
    this.close();
    const gone = error ?? cancelled();
    for (const { done: failed } of this.waiting.splice(0)) failed(gone);
    done(error);
  }

  private close(): void {
    this.held?.unsubscribe();
    for (const subscription of this.running.splice(0)) subscription.unsubscribe();
  }

  /** Something crossed the connection. */
  private touch(): void {
    if (this.lingering) this.linger();
    this.setTimeout(this.idleMs);
  }

  /** Emits `timeout` when nothing has crossed the connection for some milliseconds; 0 for never. */
  setTimeout(idleMs: number, listener?: () => void): this {
    clearTimeout(this.idle);
    this.idleMs = idleMs;
    if (listener && idleMs > 0) this.once('timeout', listener);
    if (idleMs > 0 && !this.destroyed) this.idle = setTimeout(() => this.emit('timeout'), idleMs);
    return this;
  }

  /** Ends it, and destroys it when all was written. */
  destroySoon(): void {
    if (this.writableFinished) this.destroy();
    else this.once('finish', () => this.destroy());
    if (this.writable) this.end();
  }

  /** The connection is made by the transport already. */
  connect(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}

/**
 * Makes a stream of Node over a transport or an open port, for what takes a `stream.Duplex` or a socket: `tls.connect`, mqtt.js, ws,
 * pg, ssh2.
 *
 *     const stream = duplexOf(sockets.tcp(modem, { host: 'example.com', port: 443 }));
 *     tls.connect({ socket: stream, servername: 'example.com' });
 *
 * Over a transport, the stream connects at once, and closes the connection when it is destroyed. Over a port, who has the port closes
 * it. What is not read stays in the modem. Errors are `ModemError`s, and are emitted once.
 */
export const duplexOf = (source: Transport | Port, options: DuplexOptions = {}): PortDuplex =>
  new PortDuplex(source, options);
