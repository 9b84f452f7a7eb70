import {
  concatMap,
  filter,
  from,
  last,
  type Observable,
  of,
  type Subject,
  type Subscription,
  takeWhile,
  tap,
} from 'rxjs';
import { answerCommand } from './core/answerCommand';
import { dataInput } from './core/dataInput';
import type { HandlerContext } from './core/handler';
import { LineReader } from './core/lineReader';
import type { Family } from './core/makeFamily';
import { ok, refused, type Reply } from './core/reply';
import { framed, resultLine } from './core/resultLine';
import { splitCommands } from './core/splitCommands';
import type { ModemState } from './core/state';
import type { Utterance } from './core/utterance';

/** The modem that a command line works in. */
export interface CommandLineHost extends HandlerContext {
  readonly family: Family;
  readonly heard: Subject<string>;
  /** How often the modem started: what an earlier life began is over. */
  readonly life: number;
  /** False where the modem ignores what is typed, echo included. */
  readonly hearsLines: boolean;
  /** A line was ignored. */
  readonly ignoreLine: () => void;
}

/** How a command line is spoken to: each channel of the multiplexer has its own. */
type LineFormat = Pick<ModemState, 'echo' | 'verbose' | 'quiet' | 'errorReports'>;

/** What differs on a channel of the multiplexer. */
export interface OwnChannel {
  readonly channel: number;
  /** Echo, result codes and error reports at its start. */
  readonly start: LineFormat;
  readonly say: (utterance: Utterance) => void;
}

/**
 * One place where a host types commands: the port, or a channel of the multiplexer. It recognises a line by the definitions of
 * the family, lets the handler of each command answer, and gives one result code a line (V.250 § 5.2–5.7).
 */
export class CommandLine {
  private readonly modem: HandlerContext & { readonly family: Family };
  private readonly reader: LineReader;
  private running: Subscription | undefined;

  constructor(
    private readonly host: CommandLineHost,
    own?: OwnChannel,
  ) {
    this.modem = own ? this.contextOf(own) : host;
    this.reader = new LineReader({
      echoes: () => this.host.hearsLines && this.modem.state.echo,
      echo: (bytes) => this.modem.say({ kind: 'bytes', bytes, role: 'echo' }),
      line: (typed) => this.takeLine(typed),
    });
  }

  hear(bytes: Uint8Array): void {
    this.reader.hear(bytes);
  }

  input(size: number, withinMs: number): Observable<Uint8Array> {
    return dataInput.counted(this.reader, size, withinMs);
  }

  partialInput(size: number, idleMs: number): Observable<Uint8Array> {
    return dataInput.partial(this.reader, size, idleMs);
  }

  entry(): Observable<string | undefined> {
    return dataInput.entry(this.reader);
  }

  rawEntry(escapes: boolean): Observable<Uint8Array | undefined> {
    return dataInput.raw(this.reader, escapes);
  }

  /** Waits for a text as a command did that an earlier host left; ESC and Ctrl-Z end it. */
  waitAtPrompt(): void {
    this.running = this.entry().subscribe(() => this.finish(ok()));
  }

  /** What runs is over, and what was typed is forgotten. */
  cutShort(): void {
    this.running?.unsubscribe();
    this.reader.reset();
  }

  /** The modem as the handlers of this line see it: its output goes to the channel, and the formats are its own. */
  private contextOf({ channel, start, say }: OwnChannel): HandlerContext & { readonly family: Family } {
    const more = {
      ...{ channel, say, state: stateOn(this.host, start) },
      input: (size: number, withinMs: number) => this.input(size, withinMs),
      partialInput: (size: number, idleMs: number) => this.partialInput(size, idleMs),
      entry: () => this.entry(),
      rawEntry: (escapes: boolean) => this.rawEntry(escapes),
    };
    const values = Object.entries(more).map(([name, value]) => [name, { value: value }] as const);
    return Object.create(this.host, Object.fromEntries(values)) as HandlerContext & {
      readonly family: Family;
    };
  }

  private takeLine(typed: string): void {
    const { host } = this;
    const start = /AT/i.exec(typed)?.index;
    if (start === undefined || !host.hearsLines) {
      host.ignoreLine();
      this.reader.free();
      return;
    }
    const line = typed.slice(start).trim();
    host.heard.next(line);
    this.modem.say({ kind: 'begin', command: line });
    const body = line.slice(2);
    const commands = body.length > host.family.maxLineChars ? undefined : splitCommands(body);
    const replies = commands ? this.runAll(commands) : of(refused());
    const { life } = host;
    this.running = replies.subscribe((reply) => this.finish(reply));
    // It restarted while it spoke: a prompt of before waits for nothing.
    if (life !== host.life) this.cutShort();
  }

  /** Runs the commands of a line in turn, up to the first that is refused, or until the modem restarts. */
  private runAll(commands: readonly string[]): Observable<Reply> {
    const { life } = this.host;
    return from(commands).pipe(
      concatMap((text) => answerCommand(this.modem, text)),
      tap(({ said }) => this.sayAll(said)),
      takeWhile(({ refusal }) => refusal === undefined, true),
      last(undefined, ok()),
      filter(() => life === this.host.life),
    );
  }

  /** Says these in turn, or as many as come before the modem restarts. */
  private sayAll(utterances: readonly Utterance[]): void {
    const { life } = this.host;
    for (const utterance of utterances) {
      if (life === this.host.life) this.modem.say(framed(utterance, this.modem.state));
    }
  }

  private finish({ refusal, stream, later, mute }: Reply): void {
    const { host, modem } = this;
    const { life } = host;
    if (!mute && !modem.state.quiet) modem.say(resultLine(refusal, modem.state));
    if (life === host.life) this.sayAll(stream ?? []);
    if (life === host.life) later?.();
    if (life === host.life) this.reader.free();
  }
}

/** The state of the modem with the formats of one line in place of its own. A restart replaces the state behind it. */
const stateOn = (host: CommandLineHost, { echo, verbose, quiet, errorReports }: LineFormat): ModemState => {
  const own: LineFormat = { echo, verbose, quiet, errorReports };
  const holderOf = (key: PropertyKey): object => (key in own ? own : host.state);
  return new Proxy(host.state, {
    get: (_, key): unknown => Reflect.get(holderOf(key), key),
    set: (_, key, value) => Reflect.set(holderOf(key), key, value),
  });
};
