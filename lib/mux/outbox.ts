import { Observable } from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import { frameBytes } from './frames/frameBytes';
import type { Frame } from './frames/frame';
import type { MuxWire } from './muxWire';

/** Data of one write, and how much of it has gone. */
interface Waiting {
  readonly bytes: Uint8Array;
  readonly isCommand: boolean;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
  at: number;
}

/** What waits for one channel. */
interface Lane {
  readonly waiting: Waiting[];
  /** The modem can't take more on this channel at present. */
  isHeld: boolean;
}

/** What an outbox is made of. */
export interface OutboxParts {
  readonly wire: Pick<MuxWire, 'name' | 'write'>;
  readonly maxFrameBytes: number;
  /** Data went out on a channel. */
  readonly sent: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * What goes out to the modem, one frame at a time: control frames first, then commands, then bulk data; among equals each
 * channel in turn, so that an upload on one channel delays a command on another by one frame at most. A channel that the
 * modem holds waits alone.
 */
export class Outbox {
  private readonly urgent: Uint8Array[] = [];
  /** In the order of their turns. */
  private readonly lanes = new Map<number, Lane>();
  private holdsAll = false;
  private isWriting = false;

  constructor(private readonly parts: OutboxParts) {}

  /** Sends a frame before all data. */
  control(frame: Frame): void {
    this.urgent.push(frameBytes(frame));
    this.pump();
  }

  /** Sends data on a channel, cut into frames; completes when the port has taken the last one. */
  data(channel: number, bytes: Uint8Array, isCommand: boolean): Observable<never> {
    return new Observable((subscriber) => {
      const lane = this.lanes.get(channel);
      if (!lane) return subscriber.error(this.closed(channel));
      if (bytes.length === 0) return subscriber.complete();
      lane.waiting.push({
        bytes,
        isCommand,
        at: 0,
        done: () => subscriber.complete(),
        failed: (error) => subscriber.error(error),
      });
      this.pump();
    });
  }

  open(channel: number): void {
    this.lanes.set(channel, { waiting: [], isHeld: false });
  }

  /** Forgets what waits for a channel: those who wait for it fail with `closed`. */
  close(channel: number): void {
    const lane = this.lanes.get(channel);
    this.lanes.delete(channel);
    for (const { failed } of lane?.waiting ?? []) failed(this.closed(channel));
  }

  /** The modem asks to stop, or to go on, on one channel (MSC) or on all (FCoff, FCon). */
  hold(channel: number | 'all', isHeld: boolean): void {
    if (channel === 'all') this.holdsAll = isHeld;
    else {
      const lane = this.lanes.get(channel);
      if (lane) lane.isHeld = isHeld;
    }
    this.pump();
  }

  private closed(channel: number): ModemError {
    return new ModemError({ kind: 'closed', where: `${this.parts.wire.name}#${channel}` });
  }

  /** Writes as long as there is something to write; a loop, however deep the port answers from inside. */
  private pump(): void {
    while (!this.isWriting) {
      const [bytes, done] = this.next();
      if (!bytes) return;
      this.isWriting = true;
      let isInside = true;
      this.parts.wire.write(bytes).subscribe({
        error: (error: unknown) => this.parts.failed(error),
        complete: () => {
          this.isWriting = false;
          done?.();
          if (!isInside) this.pump();
        },
      });
      isInside = false;
    }
  }

  private next(): readonly [bytes?: Uint8Array, done?: (() => void) | undefined] {
    const urgent = this.urgent.shift();
    if (urgent) return [urgent];
    const free = this.holdsAll ? [] : [...this.lanes].filter(([, lane]) => !lane.isHeld && lane.waiting[0]);
    const [channel, lane] = free.find(([, { waiting }]) => waiting[0]?.isCommand) ?? free[0] ?? [];
    return channel === undefined || !lane ? [] : this.frameOf(channel, lane);
  }

  /** The next frame of a channel, whose turn is over then. */
  private frameOf(channel: number, lane: Lane): readonly [Uint8Array, (() => void) | undefined] {
    this.lanes.delete(channel);
    this.lanes.set(channel, lane);
    const first = lane.waiting[0] as Waiting;
    const bytes = first.bytes.subarray(first.at, first.at + this.parts.maxFrameBytes);
    first.at += bytes.length;
    const isWhole = first.at >= first.bytes.length;
    if (isWhole) lane.waiting.shift();
    this.parts.sent();
    return [
      frameBytes({ channel, type: 'uih', command: true, poll: false, bytes }),
      isWhole ? first.done : undefined,
    ];
  }
}
