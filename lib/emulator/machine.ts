import { Subject, takeUntil } from 'rxjs';
import type { UrcDefinition } from '../grammar/urc';
import type { Family } from './core/makeFamily';
import { FileStore } from './core/fileStore';
import { environmentOf, becomeLater, cardWords, reportRegistration } from './environment';
import type { MutableEnvironment, HandlerContext, Counts } from './core/handler';
import { leaveOpen, freshState, keepSetting, type ModemState } from './core/state';
import { loadProfile } from './core/storedProfile';
import { commandNames } from './core/answerTest';
import { EmulatedClock } from './clock/emulatedClock';
import { takeNetworkTime } from './clock/takeNetworkTime';
import { Card } from './card/card';
import type { CommandLineHost } from './commandLine';
import { PortMode } from './portMode';
import { Starting } from './core/starting';
import { spokenLine, type LineRole, type Utterance } from './core/utterance';
import { isRegistered } from '../grammar/isRegistered';
import { closeBearers, closeStack } from './lostNetwork';
import { smsFaults } from './faults/smsFaults';
import { FrameWriter } from './outgoing/frameWriter';

/** The parts of a machine. */
export interface MachineParts extends Pick<
  HandlerContext,
  'mqtt' | 'sockets' | 'origin' | 'ftp' | 'settings' | 'network'
> {
  readonly family: Family;
}

/**
 * The virtual modem itself: bytes from the host in, utterances out. Its port is one command line, or in the multiplexer one for
 * each channel; all of them work on one state.
 */
export class Machine implements CommandLineHost {
  readonly family: Family;
  readonly settings: HandlerContext['settings'];
  readonly origin: HandlerContext['origin'];
  readonly ftp: HandlerContext['ftp'];
  readonly network: HandlerContext['network'];
  readonly sockets: HandlerContext['sockets'];
  readonly mqtt: HandlerContext['mqtt'];
  readonly counts: Counts = { httpInits: 0, httpTerms: 0, httpActions: 0, bearerOpens: 0, bearerCloses: 0 };
  readonly environment: MutableEnvironment;
  readonly saved = new Map<string, string>();
  readonly savedFtp = new Map<string, unknown>();
  readonly profile: HandlerContext['profile'] = { stored: undefined };
  readonly storage: FileStore;
  readonly clock: EmulatedClock;
  readonly said = new Subject<Utterance>();
  readonly heard = new Subject<string>();
  /** Emits on a restart: output that is still on its way to the host is lost. */
  readonly restarts = new Subject<void>();
  /** Emits when the network closes the bearer. */
  readonly lost = new Subject<void>();
  /** Emits when the network may reach the modem again. */
  readonly reached = new Subject<void>();
  readonly card: Card;
  readonly smsFaults: HandlerContext['smsFaults'];
  readonly commandNames: readonly string[];
  state: ModemState;
  readonly channel = undefined;
  readonly frameWriter: FrameWriter;
  /** What the port carries, and at which rate. */
  readonly port: PortMode;
  private readonly forced: number[];
  private deaf: number;
  private wasOpened = false;
  private readonly starting = new Starting();
  /** Counts restarts: work that began before the last one is dropped. */
  life = 0;

  constructor({ family, origin, ftp, sockets, mqtt, network, settings }: MachineParts) {
    this.family = family;
    this.storage = new FileStore(family.disk);
    this.commandNames = commandNames(family.vocabulary);
    this.settings = settings;
    this.clock = new EmulatedClock(settings);
    this.origin = origin;
    this.ftp = ftp;
    this.network = network;
    this.card = new Card({
      number: settings.number,
      centre: network.serviceCentre,
      simPlaces: settings.simPlaces,
      memoryPlaces: settings.memoryPlaces ?? family.messages.memoryPlaces,
      firstPlace: settings.firstPlace,
    });
    this.card.fill(settings.phonebooks);
    this.smsFaults = smsFaults(settings.faults);
    this.sockets = sockets;
    this.mqtt = mqtt;
    this.forced = [...settings.results];
    this.deaf = settings.deaf;
    this.environment = environmentOf(settings);
    this.state = freshState(family, settings);
    leaveOpen(this.state, settings);
    this.frameWriter = new FrameWriter(settings.faults);
    this.port = new PortMode({
      host: this,
      frameWriter: this.frameWriter,
      leave: (utterance) => this.said.next(utterance),
    });
    this.reached.subscribe(() => takeNetworkTime(this));
    this.port.begin();
  }

  /** Whether a message or a call reaches it: on, with a SIM that is ready, registered. */
  get isReachable(): boolean {
    const { sim, functionality, registration } = this.state;
    return this.listens && sim === 'READY' && functionality === 1 && isRegistered(registration);
  }

  readonly reachable = (): void => this.reached.next();

  get hearsLines(): boolean {
    return this.listens && this.deaf === 0;
  }

  /** The channels that are open; `undefined` outside the multiplexer. */
  get openChannels(): readonly number[] | undefined {
    return this.port.openChannels;
  }

  readonly ignoreLine = (): void => void (this.deaf = Math.max(0, this.deaf - 1));

  private get listens(): boolean {
    return this.state.powered && !this.starting.isUnderWay && !this.settings.silent;
  }

  hear(bytes: Uint8Array): void {
    if (this.listens) this.port.hear(bytes);
  }

  readonly say = (utterance: Utterance): void => {
    if (this.listens) this.port.say(utterance);
  };

  readonly enterMux = (maxFrameBytes: number): void => this.port.enterMux(maxFrameBytes);
  readonly enterData: HandlerContext['enterData'] = (call) => this.port.enterData(call);
  readonly leaveData = (): void => this.port.leaveData();
  readonly sayData: HandlerContext['sayData'] = (bytes) => this.listens && this.port.sayData(bytes);

  urc<V>(definition: UrcDefinition<V>, values: V, role: LineRole = 'urc'): void {
    this.say(spokenLine(definition.form.write(values), role));
  }

  /** Closes the bearer, as the network does. */
  readonly loseBearer = (): void => {
    for (const line of closeBearers(this)) this.say(spokenLine(line, 'urc'));
    this.lost.next();
  };

  /** Closes the context of the sockets, as the network does; HTTP and FTP keep theirs. */
  readonly loseSockets = (): void => {
    for (const line of closeStack(this)) this.say(spokenLine(line, 'urc'));
  };

  /** Changes the registration; URCs report it as far as AT+CREG=1 and its like enabled them (27.007 § 7.2). */
  readonly register = (status: number): void => {
    if (this.state.registration === status) return;
    this.state.registration = status;
    this.state.attached = isRegistered(status);
    reportRegistration(this);
    this.reachable();
  };

  readonly input: HandlerContext['input'] = (size, withinMs) => this.port.line.input(size, withinMs);
  readonly partialInput: HandlerContext['partialInput'] = (size, idleMs) =>
    this.port.line.partialInput(size, idleMs);
  readonly entry: HandlerContext['entry'] = () => this.port.line.entry();
  readonly rawEntry: HandlerContext['rawEntry'] = (escapes) => this.port.line.rawEntry(escapes);

  readonly inBackground: HandlerContext['inBackground'] = (work, done) =>
    work.pipe(takeUntil(this.restarts)).subscribe(done);

  readonly forcedResult = (): number | undefined => this.forced.shift();

  /** Switches off; `restart` switches on again. */
  readonly powerDown = (): void => {
    this.starting.stop();
    this.port.cutShort();
    this.state.powered = false;
  };

  /** Restarts: forgets settings that are not stored, drops running work, and sends the boot URCs. */
  readonly restart = (andThen?: () => void): void => {
    this.reset();
    this.starting.begin(this.settings.bootMs, () => {
      this.boot();
      andThen?.();
      this.reachable();
    });
  };

  /** A host opens the port: the modem may send noise, and may start. */
  opened(): void {
    const { bootMs, bootOnOpen, noise } = this.settings;
    this.clock.begin(this.family.clock.isUtc(this.state.settings));
    if (!this.wasOpened) becomeLater(this);
    this.wasOpened = true;
    if (bootOnOpen) this.reset();
    if (noise.length > 0) this.say({ kind: 'bytes', bytes: noise, role: 'noise' });
    if (bootOnOpen) this.starting.begin(bootMs, () => (this.boot(), takeNetworkTime(this)));
    else takeNetworkTime(this);
  }

  private reset(): void {
    const before = this.state;
    before.mqtt.client?.running?.unsubscribe();
    this.state = freshState(this.family, { ...this.settings, ...this.environment });
    const { family, profile } = this;
    if (family.loadsProfile && profile.stored) loadProfile(this.state, profile.stored);
    for (const name of family.savedAtOnce) keepSetting(name, before, this.state);
    for (const [name, value] of this.savedFtp) this.state.ftpSim800.parameters.set(name, value);
    this.cutShort();
  }

  /** Drops running work and output that has not left the modem. */
  cutShort(): void {
    this.life += 1;
    this.port.cutShort();
    this.restarts.next();
  }

  private boot(): void {
    if (!this.settings.bootUrcs) return;
    const card = cardWords(this.state.sim, this.family.noCard);
    for (const line of this.family.boot(card, this.state.functionality)) this.say(spokenLine(line, 'urc'));
  }
}
