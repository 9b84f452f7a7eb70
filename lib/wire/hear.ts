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
  /** Counted bytes that the open command's answer still brings. */
  readonly owed: number;
  readonly habits: Habits;
}

/** One step of the fold: what was known and the next item give what is known then, and what was heard. */
export type Hear = (state: Hearing, item: Traffic) => readonly [Hearing, readonly Token[]];

/** Before anything crossed the port. */
export const silence: Hearing = Object.freeze({ rest: '', afterCr: false, open: undefined, owed: 0, habits: {} });

/** Lines longer than this are no lines: they are handed on in pieces, so that noise without an end takes no memory. */
const LONGEST_LINE = 4_096;
/** How much is decoded at once: a header in front of a large payload costs no more than this. */
const DECODED_AT_ONCE = 4_096;
const CR = 13;
const LF = 10;
const BLANK = 32;
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
  private owed: number;
  private habits: Habits;
  private at = 0;
  readonly tokens: Token[] = [];

  constructor(
    state: Hearing,
    private readonly bytes: Uint8Array,
    private readonly urcOf: (line: string) => Token | null,
  ) {
    this.rest = state.rest;
    this.afterCr = state.afterCr;
    this.open = state.open;
    this.owed = state.owed;
    this.habits = state.habits;
  }

  hear(): Hearing {
    while (this.at < this.bytes.length) {
      if (this.owed > 0 && this.open) this.takePayload(this.open);
      else this.takeText();
    }
    const { rest, afterCr, open, owed, habits } = this;
    return { rest, afterCr, open, owed, habits };
  }

  /** Passes on a slice of what came: no copy, and never more than is owed. */
  private takePayload(open: Open): void {
    if (this.afterCr && this.bytes[this.at] === LF) this.at += 1;
    this.afterCr = false;
    const { bytes, at } = this;
    // A chunk that is payload as a whole is handed on as it is.
    const slice = at === 0 && bytes.length <= this.owed ? bytes : bytes.subarray(at, at + this.owed);
    if (slice.length === 0) return;
    this.at += slice.length;
    this.owed -= slice.length;
    const { command } = open;
    if (this.owed === 0) this.open = { ...open, tail: { breaks: 0, lines: 0, endedInBreak: slice.at(-1) === LF } };
    this.tokens.push({ kind: 'payload', command, bytes: slice, left: this.owed });
  }

  /** Takes lines until counted bytes begin or the piece ends. */
  private takeText(): void {
    const { bytes, at: from } = this;
    if (this.endsWrongly(bytes[from] as number)) return this.giveUp();
    const text = latin1(bytes, from, Math.min(bytes.length, from + DECODED_AT_ONCE));
    let start = 0;
    for (let end = text.indexOf('\r'); end >= 0; end = text.indexOf('\r', start)) {
      const begin = this.skipLf(text, start);
      const line = this.rest === '' ? text.slice(begin, end) : this.rest + text.slice(begin, end);
      start = end + 1;
      this.rest = '';
      this.afterCr = true;
      this.takeLine(line);
      if (this.owed > 0) {
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
    if (line === '') return this.takeBlank();
    const trimmed = line.charCodeAt(0) <= BLANK || line.charCodeAt(line.length - 1) <= BLANK ? line.trim() : line;
    if (trimmed === '') this.takeBlank();
    else this.take(meaning(trimmed, this.open, this.urcOf));
  }

  /** An empty line says nothing by itself, but behind counted bytes it counts. */
  private takeBlank(): void {
    const { open } = this;
    if (open?.tail) this.open = { ...open, tail: { ...open.tail, breaks: open.tail.breaks + 1 } };
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
        this.owed = token.bytes;
        return this.answered({ ...open, expected: token.bytes, tail: undefined }, token.values);
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
    this.owed = 0;
    this.tokens.push({ kind: 'corrupt', command, expectedBytes: expected });
  }
}

const followerOf = ({ command }: Open, token: Token): Follower | undefined => {
  if (token.kind === 'final') return 'final';
  if (token.kind !== 'info') return undefined;
  const { ending } = command.definition;
  return ending.by === 'last-answer' && ending.isLast(token.values as never) ? 'last' : 'next';
};

/** The quick way through the middle of counted bytes: the chunk is the payload. */
const allPayload = (state: Hearing, { command }: Open, bytes: Uint8Array): readonly [Hearing, readonly Token[]] => {
  const { rest, afterCr, open, habits } = state;
  const owed = state.owed - bytes.length;
  return [{ rest, afterCr, open, owed, habits }, [{ kind: 'payload', command, bytes, left: owed }]];
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
        if (state.owed > item.bytes.length && !state.afterCr && state.open) return allPayload(state, state.open, item.bytes);
        const ear = new Ear(state, item.bytes, urcOf);
        const next = ear.hear();
        return [next, ear.tokens];
      }
      case 'said':
        return [{ ...state, open: opened(item.command), owed: 0 }, NOTHING];
      case 'dropped':
        return [{ ...state, open: undefined, owed: 0 }, NOTHING];
      case 'gave':
        return [state, NOTHING];
    }
  };
};
