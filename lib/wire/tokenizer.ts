import { isBlank, trimBlanks } from '../grammar/codecs/splitFields';
import { advance, type OpenCommand } from './openCommand';
import { payloadStart } from './payloadStart';
import { isUnexpectedAfterPayload, followerOf, blockFraming, type BlockFraming } from './blockFraming';
import type { Awaiting, TokenizerState } from './tokenizerState';
import { latin1, latin1Bytes } from './latin1';
import { classify } from './classify';
import { quotedText } from './quotedText';
import type { Token } from './token';

/** Longer lines are passed on in pieces, so that endless noise takes no memory. */
const MAX_LINE_CHARS = 4_096;
/** Decoded at once: a header in front of a large payload costs no more than this. */
const DECODED_AT_ONCE = 4_096;
const CR = 13;
const LF = 10;

/** The work of one step: a mutable copy of the state, the position in the bytes, and the tokens found. */
export class Tokenizer {
  private partialLine: string;
  private afterCr: boolean;
  private open: OpenCommand | undefined;
  private payloadLeft: number;
  private lastPayloadByte: number;
  private framing: BlockFraming;
  private urcAwaitingBody: Awaiting | undefined;
  private openQuote: readonly string[] | undefined;
  private at = 0;
  readonly tokens: Token[] = [];

  constructor(
    state: TokenizerState,
    private bytes: Uint8Array,
    private readonly urcOf: (line: string) => Token | null,
  ) {
    this.partialLine = state.partialLine;
    this.afterCr = state.afterCr;
    this.open = state.open;
    this.payloadLeft = state.payloadLeft;
    this.lastPayloadByte = state.lastPayloadByte;
    this.framing = state.framing;
    this.urcAwaitingBody = state.urcAwaitingBody;
    this.openQuote = state.openQuote;
  }

  run(): TokenizerState {
    while (this.at < this.bytes.length) {
      if (this.payloadLeft > 0 && this.open) this.takePayload(this.open);
      else if (this.open?.atPayloadStart) this.takePayloadStart(this.open);
      else this.takeText();
    }
    const { partialLine, afterCr, open, payloadLeft, lastPayloadByte, framing } = this;
    const { urcAwaitingBody, openQuote } = this;
    return {
      ...{ partialLine, afterCr, open, payloadLeft, lastPayloadByte, framing },
      ...{ urcAwaitingBody, openQuote },
    };
  }

  /** Passes on a slice of the received bytes: no copy, never more than announced. */
  private takePayload(open: OpenCommand): void {
    if (this.afterCr && this.bytes[this.at] === LF) this.at += 1;
    this.afterCr = false;
    const { bytes, at } = this;
    // A chunk that is all payload is passed on as it is.
    const slice =
      at === 0 && bytes.length <= this.payloadLeft ? bytes : bytes.subarray(at, at + this.payloadLeft);
    if (slice.length === 0) return;
    this.at += slice.length;
    this.payloadLeft -= slice.length;
    const before = slice.length > 1 ? slice.at(-2) : this.lastPayloadByte;
    this.lastPayloadByte = slice.at(-1) ?? this.lastPayloadByte;
    const endedInBreak = this.lastPayloadByte === LF && before === CR;
    if (this.payloadLeft === 0) this.open = { ...open, tail: { breaks: 0, lines: 0, endedInBreak } };
    this.tokens.push({ kind: 'payload', command: open.command, bytes: slice, left: this.payloadLeft });
  }

  /** Takes lines until counted bytes begin or the chunk ends. */
  private takeText(): void {
    const { bytes, at: from } = this;
    if (this.partialLine === '' && isUnexpectedAfterPayload(this.open, bytes[from] as number))
      return this.abandonCommand();
    const text = latin1(bytes, from, Math.min(bytes.length, from + DECODED_AT_ONCE));
    let start = this.takePrompt(text, 0);
    for (let end = text.indexOf('\r', start); end >= 0; end = text.indexOf('\r', start)) {
      const begin = this.skipLf(text, start);
      const line =
        this.partialLine === '' ? text.slice(begin, end) : this.partialLine + text.slice(begin, end);
      start = end + 1;
      this.partialLine = '';
      this.afterCr = true;
      this.takeLine(line.length > MAX_LINE_CHARS ? this.cutToSize(line) : line);
      if (this.payloadLeft > 0 || this.open?.atPayloadStart) {
        this.at = from + start;
        return;
      }
      start = this.takePrompt(text, start);
    }
    this.at = from + text.length;
    if (start < text.length) this.takeRest(text.slice(this.skipLf(text, start)));
  }

  /** Holds bytes back while they may belong to a URC in front of unannounced payload. */
  private takePayloadStart(open: OpenCommand): void {
    const byte = this.bytes[this.at] as number;
    this.at += 1;
    const isLineEnd = this.afterCr && byte === LF;
    this.afterCr = false;
    if (isLineEnd) return;
    this.partialLine += String.fromCharCode(byte);
    const found = payloadStart(this.partialLine, this.urcOf);
    if (found === 'bytes') return this.beginPayload(open);
    if (found === 'unclear') return;
    this.take(classify(found.line, open, this.urcOf), found.line);
    if (this.urcAwaitingBody) this.takeBody(this.urcAwaitingBody, found.body);
    this.partialLine = '';
    this.afterCr = true;
  }

  /** The bytes held back belong to the payload, perhaps also to what follows it: they are processed again. */
  private beginPayload(open: OpenCommand): void {
    const held = latin1Bytes(this.partialLine);
    const ahead = this.bytes.subarray(this.at);
    this.bytes = new Uint8Array(held.length + ahead.length);
    this.bytes.set(held);
    this.bytes.set(ahead, held.length);
    this.at = 0;
    this.partialLine = '';
    this.payloadLeft = open.unannounced;
    this.open = { ...open, expected: open.unannounced, unannounced: 0, atPayloadStart: false };
  }

  private skipLf(text: string, start: number): number {
    return this.afterCr && text.charCodeAt(start) === LF ? start + 1 : start;
  }

  /** A prompt has no line end: it is looked for at the start of a line while the open command expects one. */
  private takePrompt(text: string, start: number): number {
    const { open } = this;
    const isBetween = this.urcAwaitingBody !== undefined || this.openQuote !== undefined;
    if (isBetween || !open || open.prompted || open.command.definition.prompt?.by !== 'mark') return start;
    let at = this.skipLf(text, start);
    while (text[at] !== '\r' && isBlank(text.charCodeAt(at))) at += 1;
    if (text[at] !== '>' || trimBlanks(this.partialLine) !== '') return start;
    this.partialLine = '';
    this.afterCr = false;
    this.take({ kind: 'prompt', command: open.command, wanted: undefined }, '>');
    return at + 1;
  }

  /** Keeps the beginning of a line. */
  private takeRest(more: string): void {
    this.partialLine = this.cutToSize(this.partialLine + more);
    this.afterCr = false;
  }

  /** Passes on an over-long line in pieces; returns the rest. */
  private cutToSize(line: string): string {
    let left = line;
    for (; left.length > MAX_LINE_CHARS; left = left.slice(MAX_LINE_CHARS)) {
      const piece = left.slice(0, MAX_LINE_CHARS);
      this.take({ kind: 'unknown', text: piece, command: this.open?.command }, piece);
    }
    return left;
  }

  private takeLine(line: string): void {
    if (this.urcAwaitingBody) return this.takeBody(this.urcAwaitingBody, line);
    if (this.openQuote) return this.takeQuoted(this.openQuote, line);
    const trimmed = trimBlanks(line);
    if (trimmed === '') this.takeBlank();
    else if (quotedText.begins(trimmed, this.urcOf)) this.openQuote = [trimmed];
    else this.take(classify(trimmed, this.open, this.urcOf), trimmed);
  }

  /** A line between the quotes of a URC belongs to its text, whatever it looks like, unless the text was cut. */
  private takeQuoted(before: readonly string[], line: string): void {
    const lines = [...before, line];
    const found = quotedText.state(lines);
    this.openQuote = found === 'open' ? lines : undefined;
    if (found === 'whole') this.takeLine(lines.join('\r\n'));
    if (found === 'cut') this.takeCut(lines);
  }

  /** Gives up waiting for a closing quote: the first line is the URC, the others mean what they say. */
  private takeCut([first = '', ...others]: readonly string[]): void {
    this.take(classify(first, this.open, this.urcOf), first);
    for (const line of others) this.takeLine(line);
  }

  /** No more of the text will come. */
  endQuote(): void {
    const { openQuote } = this;
    this.openQuote = undefined;
    if (openQuote) this.takeCut(openQuote);
  }

  /** An empty line means nothing by itself; behind counted bytes it is counted. */
  private takeBlank(): void {
    const { open } = this;
    if (open?.tail) this.open = { ...open, tail: { ...open.tail, breaks: open.tail.breaks + 1 } };
    else if (open && open.unannounced > 0) this.open = { ...open, atPayloadStart: true };
  }

  private take(token: Token, line: string): void {
    if (this.open?.tail && !this.checkTail(this.open, token)) {
      this.abandonCommand();
      // Nothing is dropped: the line that revealed the loss is classified as if no command were open.
      this.emit(classify(line, undefined, this.urcOf));
      return;
    }
    this.emit(token);
    if (!this.open) return;
    if (token.kind === 'info') this.payloadLeft = token.bytes;
    this.open = advance(this.open, token, this.tokens);
  }

  /** Emits a token; a URC with a body line waits for that line. */
  private emit(token: Token): void {
    if (token.kind === 'urc' && token.definition.followedBy) this.urcAwaitingBody = token;
    else this.tokens.push(token);
  }

  /** The line behind such a URC is its body: it ends no command and is not counted behind a payload. */
  private takeBody(urc: Awaiting, body: string): void {
    this.urcAwaitingBody = undefined;
    const values = urc.definition.form.read(`${urc.text}\r\n${body}`) ?? urc.values;
    this.tokens.push(Object.freeze({ ...urc, values, body }));
  }

  /** Checks a line that follows counted bytes, and learns the line ends that this firmware puts there. */
  private checkTail(open: OpenCommand, token: Token): boolean {
    const tail = open.tail as NonNullable<OpenCommand['tail']>;
    const follower = followerOf(open, token);
    if (!follower) {
      this.open = { ...open, tail: { ...tail, breaks: tail.breaks + 1, lines: tail.lines + 1 } };
      return tail.breaks > 0;
    }
    const { fits, framing } = blockFraming(this.framing, tail, follower);
    this.framing = framing;
    return fits;
  }

  private abandonCommand(): void {
    const { command, expected } = this.open as OpenCommand;
    this.open = undefined;
    this.tokens.push({ kind: 'corrupt', command, expectedBytes: expected });
  }
}
