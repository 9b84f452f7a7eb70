import { CommandLine, type CommandLineHost } from './commandLine';
import { freshState } from './core/state';
import type { DataCall } from './core/dataCall';
import { payload, spokenLine, type Utterance } from './core/utterance';
import { DataMode } from './dataMode';
import { MuxServer } from './mux/muxServer';
import type { FrameWriter } from './outgoing/frameWriter';
import { PortRate } from './portRate';
import { Sleep } from './sleep';

const XON = 0x11;
const XOFF = 0x13;

/** What the modem says on its own goes to every channel, or to the one that was chosen. */
const isNews = (utterance: Utterance): boolean =>
  utterance.kind === 'line' && (utterance.role === 'urc' || utterance.role === 'result');

/** A connection that an earlier host left in data mode; its peer is silent. */
const DEAD_CALL: DataCall = { kind: 'call', entered: () => undefined, send: () => undefined };

/** What a port works for. */
export interface PortModeParts {
  readonly host: CommandLineHost;
  readonly frameWriter: FrameWriter;
  /** Lets an utterance leave the port. */
  readonly leave: (utterance: Utterance) => void;
}

/**
 * What the port of a modem carries: one command line, frames with a line for each channel, or the data of a connection; at a rate,
 * and maybe asleep.
 */
export class PortMode {
  readonly line: CommandLine;
  readonly rate: PortRate;
  readonly sleep: Sleep;
  private mux: MuxServer | undefined;
  private data: DataMode | undefined;
  /** URCs and late results that wait until the port is a command line again. */
  private held: Utterance[] = [];

  constructor(private readonly parts: PortModeParts) {
    const { host } = parts;
    const { settings } = host;
    this.line = new CommandLine(host);
    this.sleep = new Sleep(() => host.state);
    this.rate = new PortRate(() => {
      const set = host.state.settings.get('+IPR');
      return settings.portBaud === undefined || set === undefined ? settings.portBaud : Number(set);
    });
  }

  /** Puts the port where an earlier host left it. */
  begin(): void {
    const { settings, family } = this.parts.host;
    if (settings.muxOpen) this.enterMux(family.mux.maxFrameBytes);
    if (settings.leftIn === 'data') this.enterData(DEAD_CALL);
    if (settings.leftIn === 'prompt') this.line.waitAtPrompt();
  }

  /** The channels that are open; `undefined` outside the multiplexer. */
  get openChannels(): readonly number[] | undefined {
    return this.mux?.open;
  }

  hear(bytes: Uint8Array): void {
    if (!this.sleep.loses()) (this.mux ?? this.data ?? this.line).hear(this.unflowed(bytes));
  }

  say(utterance: Utterance): void {
    this.sleep.active();
    // In data mode the port carries data only.
    if (this.data) {
      if (isNews(utterance)) this.held.push(utterance);
      return;
    }
    // The channel is closed.
    if (!this.mux && utterance.channel) return;
    if (!this.mux || utterance.channel !== undefined) return this.parts.leave(utterance);
    if (!isNews(utterance)) return;
    const { family, state } = this.parts.host;
    const chosen = family.mux.urcsOn(state.settings);
    for (const channel of this.mux.open) {
      if (chosen === 'all' || chosen === channel) this.parts.leave({ ...utterance, channel });
    }
  }

  /** The port carries frames from now on. */
  enterMux(maxFrameBytes: number): void {
    const { host, frameWriter } = this.parts;
    this.mux = new MuxServer({
      facts: host.family.mux,
      maxFrameBytes,
      writer: frameWriter,
      stays: host.settings.muxNeverLeaves,
      say: (bytes) => host.say({ kind: 'bytes', bytes, role: 'frame', channel: 0 }),
      open: (channel) => this.lineOn(channel),
      left: () => (this.mux = undefined),
    });
  }

  /** The port carries the data of a connection from now on. */
  enterData(call: DataCall): void {
    const { host } = this.parts;
    host.state.dataCall = call;
    this.data = new DataMode(call, () => {
      this.data = undefined;
      host.say(spokenLine('OK', 'final'));
      this.sayHeld();
    });
    call.entered();
  }

  /** The connection has ended. */
  leaveData(): void {
    this.data?.cutShort();
    this.data = undefined;
    this.sayHeld();
  }

  /** Sends bytes of the peer; false outside data mode. */
  sayData(bytes: Uint8Array): boolean {
    if (!this.data) return false;
    this.sleep.active();
    this.parts.leave(payload(bytes));
    return true;
  }

  /** What runs is over, and the port is a command line again. */
  cutShort(): void {
    this.line.cutShort();
    this.mux?.cutShort();
    this.mux = undefined;
    this.data?.cutShort();
    this.data = undefined;
    this.held = [];
  }

  private sayHeld(): void {
    const { held } = this;
    this.held = [];
    for (const utterance of held) this.parts.host.say(utterance);
  }

  private lineOn(channel: number): CommandLine {
    const { host } = this.parts;
    return new CommandLine(host, {
      channel,
      start: freshState(host.family, host.settings),
      say: (utterance) => host.say(isNews(utterance) ? utterance : { ...utterance, channel }),
    });
  }

  /** Software flow control takes XON and XOFF out of what the host sends (SIM800 AT manual V1.09 pages 25 and 52). */
  private unflowed(bytes: Uint8Array): Uint8Array {
    return this.parts.host.state.settings.get('+IFC')?.startsWith('1')
      ? bytes.filter((byte) => byte !== XON && byte !== XOFF)
      : bytes;
  }
}
