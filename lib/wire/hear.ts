import type { UrcDefinition } from '../grammar/urc';
import type { Vocabulary } from '../grammar/vocabulary';
import { keyOf } from '../grammar/keyOf';
import { settle, type Follower, type Habits } from './habits';
import { latin1 } from './latin1';
import { meaning } from './meaning';
import { opened, type Open } from './open';
import { remember } from './remember';
import type { Token } from './token';
import type { Traffic } from './traffic';

/** What the fold knows between two items of the traffic. */
export interface Hearing {
  /** The start of a line that has not ended. */
  readonly rest: string;
  /** A CR was the last thing heard: an LF right behind belongs to it. */
  readonly afterCr: boolean;
  readonly open: Open | undefined;
  readonly habits: Habits;
}

/** One step of the fold: what was known and the next item give what is known then, and what was heard. */
export type Hear = (state: Hearing, item: Traffic) => readonly [Hearing, readonly Token[]];

/** Before anything crossed the port. */
export const silence: Hearing = Object.freeze({ rest: '', afterCr: false, open: undefined, habits: {} });

/** Lines longer than this are no lines: they are handed on in pieces, so that noise without an end takes no memory. */
const LONGEST_LINE = 4_096;
/** How much is decoded at once: a header in front of a large payload costs no more than this. */
const DECODED_AT_ONCE = 4_096;
const CR = 13;
const LF = 10;
const NOTHING: readonly Token[] = Object.freeze([]);

const urcReader = ({ urcs }: Vocabulary) =>
  remember((line: string): Token | null => {
    for (const definition of urcs.get(keyOf(line)) ?? []) {
      const values = definition.form.read(line);
      if (values) return Object.freeze({ kind: 'urc', definition: definition as UrcDefinition, values, text: line });
    }
    return null;
  });

/** The work of one step: a copy of the state that it may change, its place in the bytes, and what it heard. */
class Ear {
  private rest: string;
  private afterCr: boolean;
  private open: Open | undefined;
  private habits: Habits;
  private at = 0;
  readonly tokens: Token[] = [];

  constructor(
    state: Hearing,
    private readonly bytes: Uint8Array,
    private readonly urcOf: (line: string) => Token | null,
  ) {
    ({ rest: this.rest, afterCr: this.afterCr, open: this.open, habits: this.habits } = state);
  }

  hear(): Hearing {
    while (this.at < this.bytes.length) {
      if (this.open && this.open.owed > 0) this.takePayload(this.open);
      else this.takeText();
    }
    return { rest: this.rest, afterCr: this.afterCr, open: this.open, habits: this.habits };
  }

  /** Passes on a slice of what came: no copy, and never more than is owed. */
  private takePayload(open: Open): void {
    if (this.afterCr && this.bytes[this.at] === LF) this.at += 1;
    this.afterCr = false;
    const slice = this.bytes.subarray(this.at, this.at + open.owed);
    if (slice.length === 0) return;
    this.at += slice.length;
    const owed = open.owed - slice.length;
    const tail = owed === 0 ? { breaks: 0, lines: 0, endedInBreak: slice.at(-1) === LF } : undefined;
    this.open = { ...open, owed, tail };
    this.tokens.push({ kind: 'payload', command: open.command, bytes: slice, left: owed });
  }

  /** Takes lines until counted bytes begin or the piece ends. */
  private takeText(): void {
    const { bytes, at: from } = this;
    if (this.endsWrongly(bytes[from] as number)) return this.giveUp();
    const text = latin1(bytes, from, Math.min(bytes.length, from + DECODED_AT_ONCE));
    let start = 0;
    for (let end = text.indexOf('\r'); end >= 0; end = text.indexOf('\r', start)) {
      const line = this.rest + text.slice(this.skipLf(text, start), end);
      start = end + 1;
      this.rest = '';
      this.afterCr = true;
      this.takeLine(line);
      if (this.open && this.open.owed > 0) {
        this.at = from + start;
        return;
      }
    }
    this.at = from + text.length;
    if (start < text.length) this.takeRest(text.slice(this.skipLf(text, start)));
  }

  private skipLf(text: string, start: number): number {
    return this.afterCr && text.charCodeAt(start) === LF ? start + 1 : start;
  }

  /** The start of a line: maybe a prompt, which never ends; too long to be a line, it is handed on. */
  private takeRest(more: string): void {
    this.rest += more;
    this.afterCr = false;
    const { open } = this;
    if (open && !open.prompted && open.command.definition.prompt?.by === 'mark' && this.rest.trimStart().startsWith('>')) {
      this.rest = '';
      this.take({ kind: 'prompt', command: open.command, wanted: undefined });
    } else if (this.rest.length > LONGEST_LINE) {
      this.take({ kind: 'unknown', text: this.rest, command: open?.command });
      this.rest = '';
    }
  }

  private takeLine(line: string): void {
    const first = line.charCodeAt(0);
    const trimmed = first <= 32 || line.charCodeAt(line.length - 1) <= 32 ? line.trim() : line;
    if (trimmed !== '') this.take(meaning(trimmed, this.open, this.urcOf));
    else if (this.open?.tail) this.open = { ...this.open, tail: { ...this.open.tail, breaks: this.open.tail.breaks + 1 } };
  }

  private take(token: Token): void {
    if (this.open?.tail && !this.checkTail(this.open, token)) return this.giveUp();
    this.tokens.push(token);
    if (this.open) this.open = this.advance(this.open, token);
  }

  /** Where the command stands after a token: what is owed next, or that it has ended. */
  private advance(open: Open, token: Token): Open | undefined {
    switch (token.kind) {
      case 'echo':
        return { ...open, echoed: true };
      case 'accepted':
        return { ...open, accepted: true };
      case 'prompt':
        return { ...open, prompted: true };
      case 'final':
        return undefined;
      case 'info':
        return this.answered({ ...open, owed: token.bytes, expected: token.bytes, tail: undefined }, token.values);
      default:
        return open;
    }
  }

  private answered(open: Open, values: Readonly<Record<string, unknown>>): Open | undefined {
    const { command } = open;
    const { ending, prompt } = command.definition;
    if (prompt?.by === 'answer') {
      this.tokens.push({ kind: 'prompt', command, wanted: prompt.wanted(values as never) });
      return { ...open, prompted: true };
    }
    const over = ending.by === 'answer' || (ending.by === 'last-answer' && ending.isLast(values as never));
    if (!over) return open;
    this.tokens.push({ kind: 'final', command, result: { ok: true, code: 'OK' } });
    return undefined;
  }

  /** The first byte behind counted bytes: a line end, or where the answer streams on maybe its next header. */
  private endsWrongly(first: number): boolean {
    const { open, rest } = this;
    if (!open?.tail || open.tail.breaks > 0 || open.tail.lines > 0 || rest !== '' || first === CR) return false;
    return open.command.definition.ending.by !== 'last-answer' || first < 33 || first > 126;
  }

  /** Checks a line that follows counted bytes, and learns this firmware's way of setting it off. */
  private checkTail(open: Open, token: Token): boolean {
    const tail = open.tail as NonNullable<Open['tail']>;
    const follower = followerOf(open, token);
    if (!follower) {
      this.open = { ...open, tail: { ...tail, breaks: tail.breaks + 1, lines: tail.lines + 1 } };
      return tail.breaks > 0;
    }
    const habits = settle(this.habits, tail, follower);
    if (habits) this.habits = habits;
    return habits !== undefined;
  }

  private giveUp(): void {
    const { command, expected } = this.open as Open;
    this.open = undefined;
    this.tokens.push({ kind: 'corrupt', command, expectedBytes: expected });
  }
}

const followerOf = ({ command }: Open, token: Token): Follower | undefined => {
  if (token.kind === 'final') return 'final';
  if (token.kind !== 'info') return undefined;
  const { ending } = command.definition;
  return ending.by === 'last-answer' && ending.isLast(token.values as never) ? 'last' : 'next';
};

/**
 * The tokenizer's step: traffic in, tokens out. Inside, two small things take turns: one cuts the next piece off what came
 * (a line, a prompt, some of the counted bytes), the other (`meaning`) says what it is, and so what is owed next.
 *
 *     said AT+HTTPREAD=0,5
 *     heard \r\n+HTTPREAD: 5\r\nhel         info { length: 5 }, payload hel (2 left)
 *     heard lo\r\nOK\r\n                    payload lo (0 left), final OK
 *
 * Where the bytes are cut never changes what is heard.
 */
export const hear = (known: Vocabulary): Hear => {
  const urcOf = urcReader(known);
  return (state, item) => {
    switch (item.kind) {
      case 'heard': {
        const ear = new Ear(state, item.bytes, urcOf);
        const next = ear.hear();
        return [next, ear.tokens];
      }
      case 'said':
        return [{ ...state, open: opened(item.command) }, NOTHING];
      case 'dropped':
        return [{ ...state, open: undefined }, NOTHING];
      case 'gave':
        return [state, NOTHING];
    }
  };
};
