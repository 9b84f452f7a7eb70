import { latin1Bytes } from '../../grammar/latin1';
import {
  type ControlMessage,
  controlBytes,
  controlMessage,
  controlMessages,
} from '../../mux/frames/controlMessage';
import type { Frame, FrameType } from '../../mux/frames/frame';
import { frameBytes } from '../../mux/frames/frameBytes';
import { frameStep, noFrames } from '../../mux/frames/frameStep';
import { modemStatus } from '../../mux/frames/modemStatus';
import type { MuxFacts } from '../core/family';
import type { FrameWriter } from '../outgoing/frameWriter';

/** What a modem gives its multiplexer. */
export interface MuxServerParts {
  readonly facts: MuxFacts;
  readonly maxFrameBytes: number;
  readonly writer: FrameWriter;
  /** Says frames, in turn with all else that is said. */
  readonly say: (bytes: Uint8Array) => void;
  /** A channel was opened: takes what is heard on it. */
  readonly open: (channel: number) => MuxServerChannel;
  /** It is over. */
  readonly left: () => void;
  /** A firmware that never leaves. */
  readonly stays: boolean;
}

/** Who listens on a channel. */
export interface MuxServerChannel {
  readonly hear: (bytes: Uint8Array) => void;
  readonly cutShort: () => void;
}

const NONE = new Uint8Array(0);
/** RTC and RTR, not DV (observed on a SIM800). */
const OWN_STATUS = 0x0d;
/** What A7670 and A7672 say in place of an answer to CLD: the head of a frame (observed). */
const HEADER = latin1Bytes('\xf9\x01\xef');

/** The modem's side of the multiplexer: 27.010, basic option. It drops what is no frame. */
export class MuxServer {
  private readonly channels = new Map<number, MuxServerChannel>();
  private readonly step: ReturnType<typeof frameStep>;
  private state = noFrames;
  private isOpen = false;

  constructor(private readonly parts: MuxServerParts) {
    this.step = frameStep(parts.maxFrameBytes);
    parts.writer.begin(parts.maxFrameBytes);
  }

  /** The channels that are open. */
  get open(): readonly number[] {
    return [...this.channels.keys()];
  }

  hear(bytes: Uint8Array): void {
    const [state, events] = this.step(this.state, bytes.slice());
    this.state = state;
    for (const event of events) if (event.kind === 'frame') this.take(event.frame);
  }

  /** All channels are over. */
  cutShort(): void {
    for (const channel of this.channels.values()) channel.cutShort();
    this.channels.clear();
    this.parts.writer.reset();
  }

  private take(frame: Frame): void {
    const { channel, type } = frame;
    if (type === 'sabm') this.takeOpening(channel);
    else if (type === 'disc') this.takeClosing(channel);
    else if (type === 'uih' || type === 'ui') this.takeData(frame);
  }

  private takeOpening(channel: number): void {
    const { facts, open } = this.parts;
    if (channel === 0) this.isOpen = true;
    else if (!this.isOpen || channel > facts.channels) return this.answer(channel, 'dm');
    else if (!this.channels.has(channel)) this.channels.set(channel, open(channel));
    this.answer(channel, 'ua');
    if (facts.saysStatus && channel > 0) {
      this.sayMessage(controlMessage('msc', Uint8Array.of((channel << 2) | 3, OWN_STATUS)));
    }
  }

  private takeClosing(channel: number): void {
    if (channel === 0) {
      if (this.parts.stays) return;
      this.answer(0, 'ua');
      return this.leave();
    }
    const closed = this.channels.get(channel);
    this.channels.delete(channel);
    closed?.cutShort();
    this.answer(channel, closed ? 'ua' : 'dm');
  }

  private takeData({ channel, bytes }: Frame): void {
    if (channel === 0) {
      for (const message of controlMessages(bytes)) if (message.command) this.takeMessage(message);
      return;
    }
    const open = this.channels.get(channel);
    if (open) open.hear(bytes);
    else this.answer(channel, 'dm');
  }

  private takeMessage(message: ControlMessage): void {
    const { writer, facts, stays } = this.parts;
    const { type, values } = message;
    if (type === 'cld') {
      if (stays) return;
      if (facts.exit === 'header') this.parts.say(HEADER);
      else this.sayMessage({ ...message, command: false });
      return this.leave();
    }
    if (type === 'other')
      return this.sayMessage(controlMessage('nsc', Uint8Array.of((message.code << 2) | 3), false));
    this.sayMessage({ ...message, command: false });
    const status = type === 'msc' ? modemStatus(values) : undefined;
    if (status) writer.hold(status.channel, status.stops);
    else if (type === 'fcoff') writer.hold('all', true);
    else if (type === 'fcon') writer.hold('all', false);
  }

  private leave(): void {
    this.cutShort();
    this.parts.left();
  }

  /** The side that was entered sets C/R in its answers, and clears it in what it says on its own (27.010 § 5.2.1.2). */
  private answer(channel: number, type: FrameType): void {
    this.parts.say(frameBytes({ channel, type, command: true, poll: true, bytes: NONE }));
  }

  private sayMessage(message: ControlMessage): void {
    const bytes = controlBytes(message);
    this.parts.say(frameBytes({ channel: 0, type: 'uih', command: false, poll: false, bytes }));
  }
}
