import { type Frame, FLAG, FRAME_TYPES, POLL } from './frame';
import { frameCheck } from './frameCheck';

/** What the line carries in the multiplexer. */
export type FrameEvent =
  | { readonly kind: 'frame'; readonly frame: Frame }
  /** Bytes that stand between frames. */
  | { readonly kind: 'noise'; readonly bytes: Uint8Array }
  /** A frame whose check sum or closing flag is wrong: it is dropped. */
  | { readonly kind: 'damaged'; readonly length: number }
  /** A frame that announces more data than was agreed: it is dropped before its data is held. */
  | { readonly kind: 'refused'; readonly length: number };

/** The beginning of a frame, as it came: the last piece first. Pieces are joined once, when the frame is whole. */
interface Held {
  readonly bytes: Uint8Array;
  readonly before: Held | undefined;
}

/** What is known between two pieces of the line. */
export interface FrameState {
  readonly held: Held | undefined;
  readonly heldBytes: number;
  /** The frame can't be read before there are this many bytes. */
  readonly wantedBytes: number;
  /** The bytes up to the next flag belong to a frame that was dropped: they are no noise. */
  readonly skips: boolean;
}

/** Nothing was heard yet. */
export const noFrames: FrameState = Object.freeze({
  held: undefined,
  heldBytes: 0,
  wantedBytes: 0,
  skips: false,
});

const NOTHING: readonly FrameEvent[] = Object.freeze([]);

/** Data that a frame may carry, by 27.010 § 5.7.2: the length field ends there. */
const MAX_LENGTH = 32_767;

/**
 * One step of the fold from bytes, cut anywhere, to frames. Pure: the same bytes give the same frames, however they are cut.
 *
 *     bytes    F9 03 73 | 01 D7 F9 05 EF 03 41 | 9B F9      one flag closes the first and opens the second
 *     events            | ua, channel 0        | uih, channel 1, 'A'
 *
 * The data of a frame that came in one piece is a slice of that piece, not a copy. After a frame that is dropped, the search
 * goes on behind its opening flag, so that a lost byte costs the frame that it was in and no other.
 */
export const frameStep =
  (maxBytes: number = MAX_LENGTH) =>
  (state: FrameState, bytes: Uint8Array): readonly [FrameState, readonly FrameEvent[]] => {
    if (bytes.length === 0) return [state, NOTHING];
    const heldBytes = state.heldBytes + bytes.length;
    if (heldBytes < state.wantedBytes) {
      const { held, wantedBytes, skips } = state;
      return [{ held: { bytes, before: held }, heldBytes, wantedBytes, skips }, NOTHING];
    }
    return new FrameReader(joined(state, bytes), state.skips, maxBytes).read();
  };

/**
 * The line has been quiet: what looked like the beginning of a frame was none, or its end is lost. The bytes behind its flag
 * are read again.
 */
export const afterQuiet =
  (maxBytes: number = MAX_LENGTH) =>
  (state: FrameState): readonly [FrameState, readonly FrameEvent[]] => {
    const events: FrameEvent[] = [];
    let now = state;
    while (now.heldBytes > 1) {
      const bytes = joined(now, new Uint8Array(0)).subarray(1);
      events.push({ kind: 'damaged', length: bytes.length });
      const [next, more] = new FrameReader(bytes, true, maxBytes).read();
      events.push(...more);
      now = next;
    }
    return [now, events];
  };

/** Joins from the end to the beginning, as the pieces are held. */
const joined = ({ held, heldBytes }: FrameState, last: Uint8Array): Uint8Array => {
  if (!held) return last;
  const whole = new Uint8Array(heldBytes + last.length);
  whole.set(last, heldBytes);
  let end = heldBytes;
  for (let piece: Held | undefined = held; piece; piece = piece.before) {
    end -= piece.bytes.length;
    whole.set(piece.bytes, end);
  }
  return whole;
};

/** The work of one step: its place in the bytes and what it found. */
class FrameReader {
  private at = 0;
  private readonly events: FrameEvent[] = [];

  constructor(
    private readonly bytes: Uint8Array,
    private skips: boolean,
    private readonly maxBytes: number,
  ) {}

  read(): readonly [FrameState, readonly FrameEvent[]] {
    const { bytes } = this;
    while (this.at < bytes.length) {
      if (bytes[this.at] !== FLAG) this.takeNoise();
      else if (bytes[this.at + 1] === FLAG) this.at += 1;
      else {
        const wanted = this.takeFrame();
        if (wanted > 0) return [this.holding(wanted), this.events];
      }
    }
    return [this.skips ? { ...noFrames, skips: true } : noFrames, this.events];
  }

  /** Keeps the bytes from the flag on. */
  private holding(wantedBytes: number): FrameState {
    const held = { bytes: this.bytes.subarray(this.at), before: undefined };
    return { held, heldBytes: held.bytes.length, wantedBytes, skips: this.skips };
  }

  private takeNoise(): void {
    const next = this.bytes.indexOf(FLAG, this.at);
    const end = next < 0 ? this.bytes.length : next;
    if (!this.skips) this.events.push({ kind: 'noise', bytes: this.bytes.subarray(this.at, end) });
    this.at = end;
  }

  /** Takes the frame that begins here; gives how many bytes it needs where they have not come yet, else 0. */
  private takeFrame(): number {
    const { bytes, at } = this;
    const left = bytes.length - at;
    if (left < 2) return 2;
    const address = bytes[at + 1] as number;
    if ((address & 1) === 0) return this.noFrame();
    if (left < 3) return 3;
    const control = bytes[at + 2] as number;
    const type = FRAME_TYPES[control];
    if (type === undefined) return this.noFrame();
    if (left < 4) return 4;
    const short = bytes[at + 3] as number;
    const isShort = (short & 1) === 1;
    if (!isShort && left < 5) return 5;
    const length = isShort ? short >> 1 : (short >> 1) | ((bytes[at + 4] as number) << 7);
    if (length > this.maxBytes) return this.drop({ kind: 'refused', length });
    const dataAt = at + (isShort ? 4 : 5);
    const checkAt = dataAt + length;
    if (checkAt + 2 > bytes.length) return checkAt + 2 - at;
    const checkedTo = type === 'ui' ? checkAt : dataAt;
    if (bytes[checkAt + 1] !== FLAG || bytes[checkAt] !== frameCheck(bytes, at + 1, checkedTo)) {
      return this.drop({ kind: 'damaged', length });
    }
    this.events.push({
      kind: 'frame',
      frame: {
        channel: address >> 2,
        type,
        command: (address & 2) !== 0,
        poll: (control & POLL) !== 0,
        bytes: bytes.subarray(dataAt, checkAt),
      },
    });
    // The closing flag may open the next frame.
    this.at = checkAt + 1;
    this.skips = false;
    return 0;
  }

  /** What stands behind the flag begins no frame. */
  private noFrame(): number {
    this.at += 1;
    return 0;
  }

  private drop(event: FrameEvent): number {
    this.events.push(event);
    this.skips = true;
    this.at += 1;
    return 0;
  }
}
