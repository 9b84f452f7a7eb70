import { Subject, Subscription, timer } from 'rxjs';
import { mask } from '../grammar/mask';
import { ModemError } from '../grammar/errors/modemError';
import type { Opening, Turn } from './recordedConversation';
import { escapedText } from './escapedText';
import { latin1, latin1Bytes } from '../grammar/latin1';
import { HostLines, everyWord } from './hostLines';
import { monotonicNow } from '../../operators/monotonicNow';

/** What is played, and how. */
export interface Playing {
  readonly name: string;
  /** How many times as fast as it is written. */
  readonly speed: number;
}

/** What the modem says, piece by piece, after it has waited; or that its port goes away. */
interface Words {
  readonly waitMs: number;
  readonly texts: readonly string[];
  readonly isGone: boolean;
}

const MAX_SHOWN = 60;

const isMasked = ({ kind, text }: Pick<Turn, 'kind' | 'text'>): boolean =>
  kind === 'line' && text.includes(mask);

const shortened = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);

const shownTurn = ({ kind, text, hidden }: Turn): string =>
  kind === 'line' ? `> ${text}` : `>> ${shortened(hidden ? text : escapedText.write(text))}`;

/** What a host wrote, for people: commands with their secrets masked. */
const shownText = (text: string): string => {
  const [first] = new HostLines(everyWord).take(latin1Bytes(text));
  return first?.kind === 'said' ? `> ${first.command.redacted}` : `>> ${shortened(escapedText.write(text))}`;
};

/** What the modem says in some turns: what is joined comes in one piece, what needs no waiting without a pause. */
const wordsOf = (turns: readonly Turn[], speed: number): readonly Words[] => {
  const words: { waitMs: number; texts: string[]; isGone: boolean }[] = [];
  for (const { afterMs, joined, bytes } of turns) {
    const waitMs = afterMs / speed;
    const text = latin1(bytes);
    const last = words.at(-1);
    if (!last || waitMs > 0) words.push({ waitMs, texts: [text], isGone: false });
    else if (joined) last.texts.push(`${last.texts.pop() ?? ''}${text}`);
    else last.texts.push(text);
  }
  return words;
};

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Any line that a masked one may stand for, and what of it must fit while it has no end. */
const maskedForm = (text: string): readonly [whole: RegExp, begin: string] => {
  const parts = text.split(mask);
  return [new RegExp(`^${parts.map(literal).join('[^\\r]*')}\\r`), parts[0] ?? ''];
};

/** How much of what was written is a turn's: `undefined` where it is not this turn, 0 where more must come. */
const taken = ({ kind, text, bytes, hidden }: Turn, written: string): number | undefined => {
  if (hidden) return written.length < bytes.length ? 0 : bytes.length;
  if (isMasked({ kind, text })) {
    const [whole, begin] = maskedForm(text);
    if (written.includes('\r')) return whole.exec(written)?.[0].length;
    return written.startsWith(begin.slice(0, written.length)) ? 0 : undefined;
  }
  const wanted = latin1(bytes);
  const got = written.slice(0, wanted.length);
  if (!wanted.startsWith(got)) return undefined;
  return got.length < wanted.length ? 0 : wanted.length;
};

/** Plays the modem's part of a conversation, and holds the host to its own. */
export class Player {
  /** What the modem says. */
  readonly said = new Subject<Uint8Array>();
  private readonly waiting = new Subscription();
  private readonly words: Words[] = [];
  private readonly secrets = new Map<string, string>();
  private at = 0;
  private written = '';
  private failure: ModemError | undefined;
  private begun = false;
  private speaking = false;
  /** When the last of it should have been said. */
  private dueAtMs = 0;

  constructor(
    private readonly opening: Opening,
    private readonly playing: Playing,
  ) {}

  /** Says nothing more. */
  stop(): void {
    this.words.length = 0;
    this.waiting.unsubscribe();
  }

  /** Somebody listens: what the modem says first is said. */
  begin(): void {
    if (this.begun) return;
    this.begun = true;
    this.speak();
  }

  /** The host writes. Throws `off-script` where it is not what comes next. */
  hear(bytes: Uint8Array): void {
    if (this.failure) throw this.failure;
    this.begin();
    this.written += latin1(bytes);
    for (let turn = this.next; turn?.who === 'host'; turn = this.next) {
      const length = taken(turn, this.written);
      if (length === undefined) this.fail(turn);
      if (!length) return;
      this.follow(turn, this.written.slice(0, length));
    }
    if (this.written !== '') this.fail(undefined);
  }

  /** Fails where the host did not say all that is written. */
  check(): void {
    if (this.failure) throw this.failure;
    const turn = this.opening.turns.slice(this.at).find(({ who }) => who === 'host');
    if (turn) throw this.offScript(turn, 'silence');
  }

  private get next(): Turn | undefined {
    return this.opening.turns[this.at];
  }

  private follow(turn: Turn, line: string): void {
    this.written = this.written.slice(line.length);
    if (isMasked(turn)) this.secrets.set(turn.text, line.slice(0, -1));
    this.at += 1;
    this.speak();
  }

  private fail(turn: Turn | undefined): never {
    this.failure = this.offScript(turn, shownText(this.written));
    this.said.error(this.failure);
    throw this.failure;
  }

  private offScript(turn: Turn | undefined, came: string): ModemError {
    return new ModemError({
      kind: 'off-script',
      where: this.playing.name,
      line: turn?.line,
      expected: turn ? shownTurn(turn) : 'nothing more',
      came,
    });
  }

  /** What the modem says up to the host's next turn. */
  private speak(): void {
    const { turns, goneAfterMs } = this.opening;
    const { speed } = this.playing;
    const first = this.at;
    while (this.next?.who === 'modem') this.at += 1;
    this.words.push(...wordsOf(turns.slice(first, this.at), speed));
    if (this.at === turns.length && goneAfterMs !== undefined)
      this.words.push({ waitMs: goneAfterMs / speed, texts: [], isGone: true });
    if (this.speaking) return;
    this.dueAtMs = monotonicNow();
    this.sayNext();
  }

  /**
   * One after the other, on a flat stack: what is said may at once bring the host's next word. Timers are late by a
   * millisecond or so, and an answer has many pieces: what one is late by, the next waits less.
   */
  private sayNext(): void {
    this.speaking = true;
    for (let words = this.words.shift(); words; words = this.words.shift()) {
      const { waitMs } = words;
      const restMs = waitMs - Math.round(monotonicNow() - this.dueAtMs);
      this.dueAtMs += waitMs;
      if (waitMs > 0 && restMs > 0) {
        const late = words;
        this.waiting.add(
          timer(restMs).subscribe(() => {
            this.say(late);
            this.sayNext();
          }),
        );
        return;
      }
      this.say(words);
    }
    this.speaking = false;
  }

  private say({ texts, isGone }: Words): void {
    for (const text of texts) this.said.next(latin1Bytes(this.revealed(text)));
    if (isGone) this.said.error(new ModemError({ kind: 'closed', where: this.playing.name }));
  }

  /** The echo of a secret, as the host said it this time. */
  private revealed(text: string): string {
    let whole = text;
    for (const [shown, line] of this.secrets) whole = whole.replaceAll(shown, () => line);
    return whole;
  }
}
