import { type MonoTypeOperatorFunction, Observable, type Subscriber } from 'rxjs';
import { Bell } from './bell';
import type { Sound } from './encode';
import { monotonicNow } from '../../../operators/monotonicNow';

/** A line, and how it hands over what it carried. */
export interface Pace {
  readonly baud: number;
  /** Each sound arrives whole, when its last bit has come: they are cut already. Otherwise bytes arrive every few milliseconds. */
  readonly keepsPieces: boolean;
}

/** Start, eight bits, stop. */
const MS_A_BYTE_AT_ONE_BAUD = 10_000;
/** Of a byte: times are sums of fractions. */
const ROUNDING = 1e-6;

/** Above this rate a line hands over in packets; below it byte by byte, or nearly so. */
const SLOW_BAUD = 38_400;
const PACKET_MS = 16;
const SLOW_PACKET_MS = 4;

/** How much a line gives at once, at least one byte. */
const atOnce = (baud: number): number => {
  const ms = baud > SLOW_BAUD ? PACKET_MS : SLOW_PACKET_MS;
  return Math.max(1, Math.floor((baud * ms) / MS_A_BYTE_AT_ONE_BAUD));
};

/** Queue of a line, and how much of its first sound is sent. */
class Line {
  private readonly waiting: Sound[] = [];
  /** Bytes of the first one that have gone. */
  private gone = 0;
  /** Since when the line has been busy with what follows them. */
  private sinceMs = 0;
  private readonly msAByte: number;
  private readonly maxBytes: number;
  private readonly minBytes: number;
  private readonly bell = new Bell({ ring: () => this.give(), untilMs: () => this.untilMs() });

  constructor(
    { baud, keepsPieces }: Pace,
    private readonly host: Subscriber<Sound>,
  ) {
    this.msAByte = MS_A_BYTE_AT_ONE_BAUD / baud;
    this.maxBytes = keepsPieces ? Infinity : atOnce(baud);
    // The system's timers fire up to a millisecond early: give the bytes that are due by then.
    this.minBytes = keepsPieces ? Infinity : this.maxBytes / 2;
    host.add(() => this.bell.stop());
  }

  carry(sound: Sound): void {
    if (this.waiting.push(sound) === 1) this.sinceMs = monotonicNow();
    this.bell.set();
  }

  private give(): void {
    const now = monotonicNow();
    // A clock that was set back.
    this.sinceMs = Math.min(this.sinceMs, now);
    while (!this.host.closed && this.giveNext(now));
  }

  /** Gives what has come of the first one, if that is enough. */
  private giveNext(now: number): boolean {
    const [first] = this.waiting;
    if (!first) return false;
    const left = first.bytes.length - this.gone;
    const came = Math.max(0, Math.floor((now - this.sinceMs) / this.msAByte + ROUNDING));
    if (came < Math.min(left, this.minBytes)) return false;
    const from = this.gone;
    const until = from + Math.min(left, came);
    this.sinceMs += (until - from) * this.msAByte;
    this.gone = until;
    const isWhole = until - from === first.bytes.length;
    if (until === first.bytes.length) {
      this.waiting.shift();
      this.gone = 0;
    }
    this.host.next(isWhole ? first : { ...first, bytes: first.bytes.subarray(from, until) });
    return true;
  }

  private untilMs(): number | undefined {
    const [first] = this.waiting;
    if (!first || this.host.closed) return undefined;
    const wholeMs = Math.min(first.bytes.length - this.gone, this.maxBytes) * this.msAByte;
    // Not longer than that, if the clock was set back meanwhile.
    return Math.max(0, Math.min(wholeMs, this.sinceMs + wholeMs - monotonicNow()));
  }
}

/**
 * Lets sounds pass as a line of this rate does: 10 bits a byte, one after another, each piece when its last bit has come.
 *
 *     sounds   a---------b---      a: 400 bytes at 115,200 baud
 *     result   ---a--a-a---b       184 after 16 ms, 184 after 32 ms, 32 after 34.7 ms
 *
 * The clock decides how much a line carried, not the number of timers. If a timer is late, the bytes due since then are given
 * at once, as a system's driver does, and the next ones are on time.
 */
export const pace =
  (how: Pace): MonoTypeOperatorFunction<Sound> =>
  (sounds) =>
    new Observable((host) => {
      const line = new Line(how, host);
      return sounds.subscribe({
        next: (sound) => line.carry(sound),
        error: (error: unknown) => host.error(error),
      });
    });
