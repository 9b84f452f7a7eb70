import { Subject } from 'rxjs';
import { joinBytes } from '../../../operators/joinBytes';
import { frameBytes } from '../../mux/frames/frameBytes';
import { FLAG } from '../../mux/frames/frame';
import { frameCheck } from '../../mux/frames/frameCheck';
import { type Fault, type FaultNamed, faultsNamed } from '../faults/catalogue';
import { occasions } from '../faults/occasions';
import { random } from '../faults/random';
import type { Sound } from './encode';

const NOTHING: readonly Sound[] = Object.freeze([]);
const NONE = new Uint8Array(0);

/**
 * Puts what is said on channels into frames, as long as the host lets them flow, with every fault of frames in its place. What
 * is said on no channel goes out as it is.
 */
export class FrameWriter {
  /** What a channel had to hold, when the host lets it go on. */
  readonly released = new Subject<Sound>();
  private maxFrameBytes = 127;
  private readonly held = new Set<number | 'all'>();
  private waiting: Sound[] = [];
  private readonly harms: readonly ((frame: Uint8Array) => Uint8Array)[];
  private readonly lengthens: boolean;

  constructor(faults: readonly Fault[]) {
    this.lengthens = faultsNamed(faults, 'longLengths').length > 0;
    this.harms = [
      ...faultsNamed(faults, 'lostFrames').map(lost),
      ...faultsNamed(faults, 'badFrames').map(bad),
      ...faultsNamed(faults, 'frameNoise').map(noise),
      ...faultsNamed(faults, 'sharedFlags').map(sharing),
    ];
  }

  /** The multiplexer is entered. */
  begin(maxFrameBytes: number): void {
    this.maxFrameBytes = maxFrameBytes;
    this.reset();
  }

  /** The multiplexer is left, or the modem restarts. */
  reset(): void {
    this.held.clear();
    this.waiting = [];
  }

  /** The host can't take more, on a channel or on all; or can again. */
  hold(channel: number | 'all', isHeld: boolean): void {
    if (isHeld) this.held.add(channel);
    else this.held.delete(channel);
    const waiting = this.waiting;
    this.waiting = [];
    for (const sound of waiting) for (const framed of this.framed(sound)) this.released.next(framed);
  }

  /** Makes frames of a sound. */
  readonly framed = (sound: Sound): readonly Sound[] => {
    const { channel, bytes, begin } = sound;
    if (channel === undefined || begin !== undefined) return [sound];
    if (channel === 0) return [{ ...sound, bytes: this.harmed(bytes) }];
    if (this.held.has(channel) || this.held.has('all')) {
      this.waiting.push(sound);
      return NOTHING;
    }
    const frames: Sound[] = [];
    for (let at = 0; at < bytes.length; at += this.maxFrameBytes) {
      const part = bytes.subarray(at, at + this.maxFrameBytes);
      frames.push({ channel, bytes: this.harmed(this.dataFrame(channel, part)) });
    }
    return frames;
  };

  private dataFrame(channel: number, bytes: Uint8Array): Uint8Array {
    const frame = frameBytes({ channel, type: 'uih', command: false, poll: false, bytes });
    return this.lengthens && bytes.length <= 127 ? lengthened(frame, bytes) : frame;
  }

  private harmed(frame: Uint8Array): Uint8Array {
    return this.harms.reduce((bytes, harm) => harm(bytes), frame);
  }
}

/** The same frame with a length of two bytes, which is longer than it must be. */
const lengthened = (frame: Uint8Array, bytes: Uint8Array): Uint8Array => {
  const head = Uint8Array.of(frame[1] as number, frame[2] as number, (bytes.length << 1) & 0xfe, 0);
  return joinBytes([Uint8Array.of(FLAG), head, bytes, Uint8Array.of(frameCheck(head), FLAG)]);
};

const struck = (fault: FaultNamed<'lostFrames' | 'badFrames'>): (() => boolean) => {
  const strikes = occasions({ ...fault, during: '' });
  return () => strikes('');
};

const lost = (fault: FaultNamed<'lostFrames'>) => {
  const strikes = struck(fault);
  return (frame: Uint8Array): Uint8Array => (strikes() ? NONE : frame);
};

const bad = (fault: FaultNamed<'badFrames'>) => {
  const strikes = struck(fault);
  return (frame: Uint8Array): Uint8Array =>
    strikes() ? frame.map((byte, at) => (at === frame.length - 2 ? byte ^ 0x55 : byte)) : frame;
};

/** Leaves the first flag of a frame out: the one that closed the last frame stands for it. */
const sharing = () => {
  let isFirst = true;
  return (frame: Uint8Array): Uint8Array => {
    // Behind noise it has a flag of its own.
    const shares = !isFirst && frame[0] === FLAG;
    isFirst = false;
    return shares ? frame.subarray(1) : frame;
  };
};

/** Flags are left out of the noise: a flag that opens no frame is what `sharedFlags` is about. */
const noise = ({ least, most, chance, seed }: FaultNamed<'frameNoise'>) => {
  const next = random(seed);
  return (frame: Uint8Array): Uint8Array => {
    if (next() >= chance) return frame;
    const length = least + Math.floor(next() * Math.max(1, most - least + 1));
    const bytes = Uint8Array.from({ length }, () => Math.floor(next() * FLAG));
    return joinBytes([bytes, frame]);
  };
};
