import {
  type Observable,
  Subject,
  concatMap,
  filter,
  from,
  last,
  of,
  takeUntil,
  takeWhile,
  tap,
  type Subscription,
} from 'rxjs';
import type { UrcDefinition } from '../grammar/urc';
import type { Family } from './core/makeFamily';
import { FileStore } from './core/fileStore';
import { environmentOf, becomeLater, cardWords, reportRegistration } from './environment';
import type { MutableEnvironment, HandlerContext, Counts } from './core/handler';
import { leaveOpen, freshState, keepSetting, type ModemState } from './core/state';
import { loadProfile } from './core/storedProfile';
import { LineReader } from './core/lineReader';
import { answerCommand } from './core/answerCommand';
import { commandNames } from './core/answerTest';
import { dataInput } from './core/dataInput';
import { Card } from './card/card';
import { ok, refused, type Reply } from './core/reply';
import { framed, resultLine } from './core/resultLine';
import { splitCommands } from './core/splitCommands';
import { Starting } from './core/starting';
import { spokenLine, type LineRole, type Utterance } from './core/utterance';
import { isRegistered } from '../grammar/isRegistered';

/** The parts of a machine. */
export interface MachineParts extends Pick<HandlerContext, 'origin' | 'ftp' | 'settings'> {
  readonly family: Family;
}

/**
 * The virtual modem itself: bytes from the host in, utterances out. It recognises a command line by the definitions of its
 * family, calls the handler of each command, and gives one result code a line (V.250 § 5.2–5.7).
 */
export class Machine implements HandlerContext {
  readonly family: Family;
  readonly settings: HandlerContext['settings'];
  readonly origin: HandlerContext['origin'];
  readonly ftp: HandlerContext['ftp'];
  readonly counts: Counts = { httpInits: 0, httpTerms: 0, httpActions: 0, bearerOpens: 0, bearerCloses: 0 };
  readonly environment: MutableEnvironment;
  readonly saved = new Map<string, string>();
  readonly savedFtp = new Map<string, unknown>();
  readonly profile: HandlerContext['profile'] = { stored: undefined };
  readonly storage: FileStore;
  readonly said = new Subject<Utterance>();
  readonly heard = new Subject<string>();
  /** Emits on a restart: output that is still on its way to the host is lost. */
  readonly restarts = new Subject<void>();
  /** Emits when the network closes the bearer. */
  readonly lost = new Subject<void>();
  readonly card = new Card();
  readonly commandNames: readonly string[];
  state: ModemState;
  private readonly reader: LineReader;
  private readonly forced: number[];
  private deaf: number;
  private wasOpened = false;
  private running: Subscription | undefined;
  private readonly starting = new Starting();
  /** Counts restarts: work that began before the last one is dropped. */
  private life = 0;

  constructor({ family, origin, ftp, settings }: MachineParts) {
    this.family = family;
    this.storage = new FileStore(family.disk);
    this.commandNames = commandNames(family.vocabulary);
    this.settings = settings;
    this.origin = origin;
    this.ftp = ftp;
    this.forced = [...settings.results];
    this.deaf = settings.deaf;
    this.environment = environmentOf(settings);
    this.state = freshState(family, settings);
    leaveOpen(this.state, settings);
    this.reader = new LineReader({
      echoes: () => this.listens && this.deaf === 0 && this.state.echo,
      echo: (bytes) => this.say({ kind: 'bytes', bytes, role: 'echo' }),
      line: (typed) => this.takeLine(typed),
    });
  }

  private get listens(): boolean {
    return this.state.powered && !this.starting.isUnderWay && !this.settings.silent;
  }

  hear(bytes: Uint8Array): void {
    if (this.listens) this.reader.hear(bytes);
  }

  readonly say = (utterance: Utterance): void => {
    if (this.listens) this.said.next(utterance);
  };

  urc<V>(definition: UrcDefinition<V>, values: V, role: LineRole = 'urc'): void {
    this.say(spokenLine(definition.form.write(values), role));
  }

  /** Closes the bearer, as the network does. */
  readonly loseBearer = (): void => {
    for (const bearer of this.state.bearers.values()) bearer.open = false;
    for (const context of this.state.contexts.values()) context.active = false;
    if (!['IP INITIAL', 'IP START'].includes(this.state.ip.state)) this.state.ip.state = 'PDP DEACT';
    for (const line of this.family.bearerLost) this.say(spokenLine(line, 'urc'));
    this.lost.next();
  };

  /** Changes the registration; URCs report it as far as AT+CREG=1 and its like enabled them (27.007 § 7.2). */
  readonly register = (status: number): void => {
    if (this.state.registration === status) return;
    this.state.registration = status;
    this.state.attached = isRegistered(status);
    reportRegistration(this);
  };

  input(size: number, withinMs: number): Observable<Uint8Array> {
    return dataInput.counted(this.reader, size, withinMs);
  }

  entry(): Observable<string | undefined> {
    return dataInput.entry(this.reader);
  }

  inBackground<T>(work: Observable<T>, done: (value: T) => void): Subscription {
    return work.pipe(takeUntil(this.restarts)).subscribe(done);
  }

  forcedResult(): number | undefined {
    return this.forced.shift();
  }

  /** Switches off; `restart` switches on again. */
  readonly powerDown = (): void => {
    this.running?.unsubscribe();
    this.starting.stop();
    this.reader.reset();
    this.state.powered = false;
  };

  /** Restarts: forgets settings that are not stored, drops running work, and sends the boot URCs. */
  readonly restart = (andThen?: () => void): void => {
    this.reset();
    this.starting.begin(this.settings.bootMs, () => {
      this.boot();
      andThen?.();
    });
  };

  /** A host opens the port: the modem may send noise, and may start. */
  opened(): void {
    const { bootMs, bootOnOpen, noise } = this.settings;
    if (!this.wasOpened) becomeLater(this);
    this.wasOpened = true;
    if (bootOnOpen) this.reset();
    if (noise.length > 0) this.say({ kind: 'bytes', bytes: noise, role: 'noise' });
    if (bootOnOpen) this.starting.begin(bootMs, () => this.boot());
  }

  private reset(): void {
    const before = this.state;
    this.state = freshState(this.family, { ...this.settings, ...this.environment });
    const { family, profile } = this;
    if (family.loadsProfile && profile.stored) loadProfile(this.state, profile.stored);
    for (const name of family.savedAtOnce) keepSetting(name, before, this.state);
    for (const [name, value] of this.savedFtp) this.state.ftpSim800.parameters.set(name, value);
    this.cutShort();
  }

  /** Drops running work and output that has not left the modem. */
  cutShort(): void {
    this.running?.unsubscribe();
    this.life += 1;
    this.reader.reset();
    this.restarts.next();
  }

  private boot(): void {
    if (!this.settings.bootUrcs) return;
    const card = cardWords(this.state.sim, this.family.noCard);
    for (const line of this.family.boot(card, this.state.functionality)) this.say(spokenLine(line, 'urc'));
  }

  private takeLine(typed: string): void {
    const start = /AT/i.exec(typed)?.index;
    if (start === undefined || this.deaf > 0) {
      this.deaf = Math.max(0, this.deaf - 1);
      this.reader.free();
      return;
    }
    const line = typed.slice(start).trim();
    this.heard.next(line);
    this.say({ kind: 'begin', command: line });
    const body = line.slice(2);
    const commands = body.length > this.family.maxLineChars ? undefined : splitCommands(body);
    const replies = commands ? this.runAll(commands) : of(refused());
    this.running = replies.subscribe((reply) => this.finish(reply));
  }

  /** Runs the commands of a line in order, up to the first that is refused, or until the modem restarts. */
  private runAll(commands: readonly string[]): Observable<Reply> {
    const { life } = this;
    return from(commands).pipe(
      concatMap((text) => answerCommand(this, text)),
      tap(({ said }) => this.sayAll(said)),
      takeWhile(({ refusal }) => refusal === undefined, true),
      last(undefined, ok()),
      filter(() => life === this.life),
    );
  }

  /** Says these in order, until the modem restarts. */
  private sayAll(utterances: readonly Utterance[]): void {
    const { life } = this;
    for (const utterance of utterances) if (life === this.life) this.say(framed(utterance, this.state));
  }

  private finish({ refusal, stream, later, mute }: Reply): void {
    const { life } = this;
    if (!mute && !this.state.quiet) this.say(resultLine(refusal, this.state));
    if (life === this.life) this.sayAll(stream ?? []);
    if (life === this.life) later?.();
    if (life === this.life) this.reader.free();
  }
}
