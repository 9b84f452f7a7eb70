import { concat, defer, EMPTY, ignoreElements, merge, Observable, Subject, tap, take } from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import { answerControl } from './answerControl';
import { askFrame, type FrameTimings } from './askFrame';
import { controlMessage } from './frames/controlMessage';
import type { Frame } from './frames/frame';
import { type ModemStatus, modemStatusValues } from './frames/modemStatus';
import { MuxLink, type MuxLinkParts } from './muxLink';
import type { MuxPort } from './muxPort';
import { muxWatch } from './muxWatch';

/** What a life is made of. */
export interface MuxLifeParts extends MuxLinkParts {
  readonly timings: FrameTimings & { readonly silenceMs: number };
}

/** A channel that is open. */
interface Opened {
  readonly incoming: Subject<Uint8Array>;
  /** Who asks the modem to wait: it waits as long as somebody does. */
  holds: number;
}

/** A write of this length or less counts as a command where nothing says what it is. */
const SHORT_BYTES = 64;

/** The time between entering the multiplexer and leaving it: the channels that are open, and what they carry. */
export class MuxLife {
  readonly link: MuxLink;
  private readonly opened = new Map<number, Opened>();
  /** Channels that were left, until the modem has heard of it. */
  private readonly closing = new Map<number, Observable<never>>();
  private readonly leftByModem = new Subject<string>();

  constructor(private readonly parts: MuxLifeParts) {
    this.link = new MuxLink(parts);
  }

  /** Listens and answers while subscribed to. */
  readonly run = (): Observable<never> =>
    merge(
      answerControl(this.link, () => this.leftByModem.next('it closed the multiplexer')),
      this.link.frames.pipe(
        tap((frame) => this.take(frame)),
        ignoreElements(),
      ),
      this.link.run(),
    );

  /** Emits why, when the modem is no longer in the multiplexer. */
  readonly lost = (): Observable<string> =>
    merge(
      this.leftByModem,
      muxWatch({
        link: this.link,
        open: () => this.statuses(),
        silenceMs: this.parts.timings.silenceMs,
      }),
    ).pipe(take(1));

  /** Opens a channel and emits its port; unsubscribing closes it. */
  open(channel: number): Observable<MuxPort> {
    const answer = defer(() => askFrame(this.link, channel, 'sabm', this.parts.timings));
    const opening = new Observable<MuxPort>((subscriber) => {
      const asking = answer.subscribe((type) => {
        if (type === 'ua') subscriber.next(this.portOf(channel));
        else subscriber.error(this.refusal(channel, type === 'dm'));
      });
      return () => {
        asking.unsubscribe();
        this.disconnect(channel);
      };
    });
    return concat(
      defer(() => this.closing.get(channel) ?? EMPTY),
      opening,
    );
  }

  /** Closes all channels, and completes when the modem has agreed, or not answered. */
  closeAll(): Observable<never> {
    for (const channel of [...this.opened.keys()]) this.end(channel);
    return merge(...this.closing.values());
  }

  /** Ends all channels without a word: the modem does not hear it. */
  endAll(): void {
    for (const [channel, { incoming }] of this.opened) {
      this.link.outbox.close(channel);
      this.opened.delete(channel);
      incoming.error(this.closed(channel));
    }
  }

  private statuses(): readonly ModemStatus[] {
    return [...this.opened].map(([channel, { holds }]) => ({ channel, stops: holds > 0 }));
  }

  private portOf(channel: number): MuxPort {
    const { link } = this;
    const opened: Opened = { incoming: new Subject(), holds: 0 };
    this.opened.set(channel, opened);
    link.outbox.open(channel);
    this.sayStatus(channel);
    this.parts.report({ kind: 'opened', channel });
    return {
      name: this.nameOf(channel),
      channel,
      incoming: opened.incoming.asObservable(),
      write: (bytes, what) =>
        link.outbox.data(channel, bytes, what ? what.kind === 'said' : bytes.length <= SHORT_BYTES),
      hold: new Observable(() => {
        this.changeHolds(channel, opened, 1);
        return () => this.changeHolds(channel, opened, -1);
      }),
    };
  }

  private changeHolds(channel: number, opened: Opened, by: number): void {
    const was = opened.holds > 0;
    opened.holds += by;
    if (was !== opened.holds > 0 && this.opened.get(channel) === opened) this.sayStatus(channel);
  }

  private sayStatus(channel: number): void {
    const stops = (this.opened.get(channel)?.holds ?? 0) > 0;
    this.link.sayMessage(controlMessage('msc', modemStatusValues({ channel, stops })));
  }

  private take({ channel, type, bytes }: Frame): void {
    if (channel === 0) return;
    const opened = this.opened.get(channel);
    if (type === 'uih' || type === 'ui') {
      if (bytes.length > 0) opened?.incoming.next(bytes);
    } else if (type === 'disc') {
      this.link.say(channel, opened ? 'ua' : 'dm');
      this.end(channel);
    } else if (type === 'sabm') this.link.say(channel, 'dm');
    else if (type === 'dm') this.end(channel);
  }

  /** The channel is over, and its reader hears of it. */
  private end(channel: number): void {
    this.opened.get(channel)?.incoming.error(this.closed(channel));
    this.disconnect(channel);
  }

  /** Says DISC where the channel was open; it can be opened again when the modem has answered. */
  private disconnect(channel: number): void {
    if (!this.opened.delete(channel)) return;
    this.link.outbox.close(channel);
    this.parts.report({ kind: 'closed', channel });
    const done = new Subject<never>();
    this.closing.set(channel, done);
    askFrame(this.link, channel, 'disc', this.parts.timings)
      .pipe(ignoreElements())
      .subscribe({ complete: () => (this.closing.delete(channel), done.complete()) });
  }

  private nameOf(channel: number): string {
    return `${this.parts.wire.name}#${channel}`;
  }

  private closed(channel: number): ModemError {
    return new ModemError({ kind: 'closed', where: this.nameOf(channel) });
  }

  private refusal(channel: number, isRefused: boolean): ModemError {
    const problem = isRefused
      ? 'the modem refuses this channel; use a lower number, or look up how many it has'
      : 'the modem does not answer the opening of this channel';
    return new ModemError({ kind: 'port', where: this.nameOf(channel), problem });
  }
}
