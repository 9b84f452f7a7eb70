import {
  debounce,
  filter,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  Subject,
  tap,
  timer,
} from 'rxjs';
import { mealy } from '../../operators/mealy';
import { type ControlMessage, controlBytes, controlMessages } from './frames/controlMessage';
import type { Frame, FrameType } from './frames/frame';
import { afterQuiet, type FrameEvent, frameStep, noFrames } from './frames/frameStep';
import type { MuxReport } from './muxReport';
import type { MuxWire } from './muxWire';
import { EchoGuard } from './echoGuard';
import { Outbox } from './outbox';

/** What a link is made of. */
export interface MuxLinkParts {
  readonly wire: MuxWire;
  readonly maxFrameBytes: number;
  readonly report: (event: MuxReport) => void;
}

/** A frame that has not ended when the line has been quiet for this time has lost its end. */
const QUIET_MS = 500;
const QUIET = 'quiet';
const NONE = new Uint8Array(0);

/** A wire in the multiplexer: frames in, frames out. */
export class MuxLink {
  readonly frames = new Subject<Frame>();
  /** Bytes came that belong to no frame of the modem. */
  readonly noise = new Subject<void>();
  /** Data went out. */
  readonly sent = new Subject<void>();
  readonly outbox: Outbox;
  private readonly echoes = new EchoGuard();
  /** The port can't be written any more. */
  private readonly broken = new Subject<never>();

  constructor(private readonly parts: MuxLinkParts) {
    this.outbox = new Outbox({
      wire: parts.wire,
      maxFrameBytes: parts.maxFrameBytes,
      sent: () => this.sent.next(),
      failed: (error) => this.broken.error(error),
    });
  }

  /** Listens while subscribed to. */
  readonly run = (): Observable<never> => {
    const { wire, maxFrameBytes } = this.parts;
    const step = frameStep(maxFrameBytes);
    const quiet = afterQuiet(maxFrameBytes);
    const silence = wire.heard.pipe(
      // Not `debounceTime`: that one asks the clock on the wall.
      debounce(() => timer(QUIET_MS)),
      map((): typeof QUIET => QUIET),
    );
    const events = merge(wire.heard, silence).pipe(
      mealy(noFrames, (state, heard: Uint8Array | typeof QUIET) =>
        heard === QUIET ? quiet(state) : step(state, heard),
      ),
      tap((event) => this.take(event)),
      ignoreElements(),
    );
    return merge(events, this.broken);
  };

  /** Messages of the control channel. */
  get messages(): Observable<ControlMessage> {
    return this.frames.pipe(
      filter(({ channel, type }) => channel === 0 && (type === 'uih' || type === 'ui')),
      mergeMap(({ bytes }) => controlMessages(bytes)),
    );
  }

  say(channel: number, type: FrameType): void {
    // The side that entered sets C/R in what it asks, and clears it in what it answers (27.010 § 5.2.1.2).
    const command = type !== 'ua' && type !== 'dm';
    this.outbox.control({ channel, type, command, poll: true, bytes: NONE });
  }

  sayMessage(message: ControlMessage): void {
    this.outbox.control({
      channel: 0,
      type: 'uih',
      command: true,
      poll: false,
      bytes: controlBytes(message),
    });
  }

  private take(event: FrameEvent): void {
    const { report } = this.parts;
    if (event.kind === 'frame') {
      if (this.echoes.isEcho(event.frame)) this.noise.next();
      else this.frames.next(event.frame);
    } else if (event.kind === 'noise') {
      report({ kind: 'noise', length: event.bytes.length });
      this.noise.next();
    } else report({ kind: event.kind, length: event.length });
  }
}
