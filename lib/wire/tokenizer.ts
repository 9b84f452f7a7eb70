import { isBlank } from '../grammar/codecs/splitFields';
import { blockFraming, followerOf, isUnexpectedAfterPayload, type BlockFraming } from './blockFraming';
import { classify } from './classify';
import { latin1 } from './latin1';
import { LineBuffer } from './lineBuffer';
import type { Line, LineMemory } from './lineMemory';
import { advance, opened, type OpenCommand } from './openCommand';
import { payloadStart } from './payloadStart';
import { quotedText } from './quotedText';
import { initialState, type TokenizerState } from './tokenizerState';
import type { Token, UrcToken } from './token';
import type { Traffic } from './traffic';

/** Longer lines are passed on in pieces, so that endless noise takes no memory. */
const MAX_LINE_BYTES = 4_096;
const CR = 13;
const LF = 10;
const MARK = 62;

const NO_BYTES = new Uint8Array(0);
const NOTHING: readonly Token[] = Object.freeze([]);

/**
 * The fold from traffic to tokens with its state in place. Inside, two small steps alternate: one cuts the next piece off the
 * received bytes (a line, a prompt, some of the counted bytes), the other (`classify`) decides what it is, and so what is
 * expected next. `tokenizerStep` is the same as a pure function.
 */
export class Tokenizer {
  private readonly partial = new LineBuffer();
  private afterCr = false;
  private open: OpenCommand | undefined;
  private payloadLeft = 0;
  private lastPayloadByte = 0;
  private framing: BlockFraming = initialState.framing;
  private urcAwaitingBody: UrcToken | undefined;
  private openQuote: readonly string[] | undefined;
  private bytes: Uint8Array = NO_BYTES;
  private at = 0;
  private tokens: Token[] | undefined;

  private readonly urcOf = (text: string): UrcToken | null => this.lines.of(text).token();

  constructor(private readonly lines: LineMemory) {}

  get state(): TokenizerState {
    return {
      partialLine: this.partial.text,
      afterCr: this.afterCr,
      open: this.open,
      payloadLeft: this.payloadLeft,
      lastPayloadByte: this.lastPayloadByte,
      framing: this.framing,
      urcAwaitingBody: this.urcAwaitingBody,
      openQuote: this.openQuote,
    };
  }

  set state(state: TokenizerState) {
    this.partial.text = state.partialLine;
    this.afterCr = state.afterCr;
    this.open = state.open;
    this.payloadLeft = state.payloadLeft;
    this.lastPayloadByte = state.lastPayloadByte;
    this.framing = state.framing;
    this.urcAwaitingBody = state.urcAwaitingBody;
    this.openQuote = state.openQuote;
  }

  /** Takes the next item of the traffic; gives the tokens found. The array is the caller's. */
  take(item: Traffic): readonly Token[] {
    switch (item.kind) {
      case 'heard':
        this.receive(item.bytes);
        break;
      case 'said':
        this.expect(opened(item.command));
        break;
      case 'dropped':
        this.endQuote();
        this.expect(undefined);
        break;
      case 'gave':
        break;
    }
    const found = this.tokens;
    this.tokens = undefined;
    return found ?? NOTHING;
  }

  private expect(open: OpenCommand | undefined): void {
    this.open = open;
    this.payloadLeft = 0;
  }

  private receive(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.at = 0;
    while (this.at < this.bytes.length) {
      if (this.payloadLeft > 0 && this.open) this.takePayload(this.open);
      else if (this.open?.atPayloadStart) this.takePayloadStart(this.open);
      else this.takeText();
    }
    this.bytes = NO_BYTES;
  }

  /** Passes on a slice of the received bytes: no copy, never more than announced. */
  private takePayload(open: OpenCommand): void {
    if (this.afterCr && this.bytes[this.at] === LF) this.at += 1;
    this.afterCr = false;
    const { bytes, at, payloadLeft } = this;
    const end = Math.min(bytes.length, at + payloadLeft);
    if (end === at) return;
    // A chunk that is all payload is passed on as it is.
    const slice = at === 0 && end === bytes.length ? bytes : bytes.subarray(at, end);
    const left = payloadLeft - (end - at);
    this.at = end;
    this.payloadLeft = left;
    const before = end - at > 1 ? bytes[end - 2] : this.lastPayloadByte;
    this.lastPayloadByte = bytes[end - 1] as number;
    if (left === 0) {
      const endedInBreak = this.lastPayloadByte === LF && before === CR;
      this.open = { ...open, tail: { breaks: 0, lines: 0, endedInBreak } };
    }
    this.push({ kind: 'payload', command: open.command, bytes: slice, left });
  }

  /** Takes lines until counted bytes begin or the chunk ends. */
  private takeText(): void {
    const { bytes } = this;
    if (this.partial.length === 0 && isUnexpectedAfterPayload(this.open, bytes[this.at] as number))
      return this.abandonCommand();
    do {
      if (this.takePrompt()) continue;
      const from = this.afterCr && bytes[this.at] === LF ? this.at + 1 : this.at;
      const end = bytes.indexOf(CR, from);
      if (end < 0) return this.takeRest(from);
      this.at = end + 1;
      this.takeLineAt(from, end);
    } while (this.at < bytes.length && this.payloadLeft === 0 && !this.open?.atPayloadStart);
  }

  /** Takes the line that ends at a CR, its start perhaps from an earlier chunk. */
  private takeLineAt(from: number, end: number): void {
    const { bytes, partial } = this;
    this.afterCr = true;
    if (partial.length === 0 && end - from <= MAX_LINE_BYTES) return this.takeLine(bytes, from, end);
    this.keep(from, end);
    const { length } = partial;
    partial.length = 0;
    this.takeLine(partial.view, 0, length);
  }

  /** Holds bytes back while they may belong to a URC in front of unannounced payload. */
  private takePayloadStart(open: OpenCommand): void {
    const { partial, at } = this;
    this.at += 1;
    const isLineEnd = this.afterCr && this.bytes[at] === LF;
    this.afterCr = false;
    if (isLineEnd) return;
    partial.append(this.bytes, at, at + 1);
    const found = payloadStart(partial.text, this.urcOf);
    if (found === 'bytes') return this.beginPayload(open);
    if (found === 'unclear') return;
    const line = this.lines.of(found.line);
    this.process(classify(line, open), line);
    if (this.urcAwaitingBody) this.takeBody(this.urcAwaitingBody, found.body);
    partial.length = 0;
    this.afterCr = true;
  }

  /** The bytes held back belong to the payload, perhaps also to what follows it: they are processed again. */
  private beginPayload(open: OpenCommand): void {
    const { partial } = this;
    const ahead = this.bytes.subarray(this.at);
    this.bytes = new Uint8Array(partial.length + ahead.length);
    this.bytes.set(partial.view.subarray(0, partial.length));
    this.bytes.set(ahead, partial.length);
    this.at = 0;
    partial.length = 0;
    this.payloadLeft = open.unannounced;
    this.open = { ...open, expected: open.unannounced, unannounced: 0, atPayloadStart: false };
  }

  /** A prompt has no line end: it is looked for at the start of a line while the open command expects one. */
  private takePrompt(): boolean {
    const { open, bytes, partial } = this;
    const isBetween = this.urcAwaitingBody !== undefined || this.openQuote !== undefined;
    if (isBetween || !open || open.prompted || open.command.definition.prompt?.by !== 'mark') return false;
    let at = this.afterCr && bytes[this.at] === LF ? this.at + 1 : this.at;
    while (bytes[at] !== CR && isBlank(bytes[at] ?? 0)) at += 1;
    if (bytes[at] !== MARK || !isAllBlank(partial)) return false;
    partial.length = 0;
    this.afterCr = false;
    this.at = at + 1;
    this.process({ kind: 'prompt', command: open.command, wanted: undefined }, this.lines.of('>'));
    return true;
  }

  /** Keeps the beginning of a line. */
  private takeRest(from: number): void {
    this.at = this.bytes.length;
    this.keep(from, this.bytes.length);
    this.afterCr = false;
  }

  /** Appends to the beginning of a line; passes on an over-long line in pieces. */
  private keep(from: number, to: number): void {
    const { bytes, partial } = this;
    for (let at = from; at < to;) {
      if (partial.length === MAX_LINE_BYTES) this.takePiece();
      const end = Math.min(to, at + MAX_LINE_BYTES - partial.length);
      partial.append(bytes, at, end);
      at = end;
    }
  }

  private takePiece(): void {
    const { text } = this.partial;
    this.partial.length = 0;
    this.process({ kind: 'unknown', text, command: this.open?.command }, this.lines.of(text));
  }

  private takeLine(bytes: Uint8Array, from: number, to: number): void {
    if (this.urcAwaitingBody) return this.takeBody(this.urcAwaitingBody, latin1(bytes, from, to));
    if (this.openQuote) return this.takeQuoted(this.openQuote, latin1(bytes, from, to));
    if (from === to) return this.takeBlank();
    this.takeTrimmed(this.lines.at(bytes, from, to));
  }

  private takeTrimmed(line: Line): void {
    if (line.text === '') this.takeBlank();
    else if (quotedText.begins(line)) this.openQuote = [line.text];
    else this.process(classify(line, this.open), line);
  }

  private takeAgain(text: string): void {
    if (this.urcAwaitingBody) this.takeBody(this.urcAwaitingBody, text);
    else if (this.openQuote) this.takeQuoted(this.openQuote, text);
    else this.takeTrimmed(this.lines.of(text));
  }

  /** A line between the quotes of a URC belongs to its text, whatever it looks like, unless the text was cut. */
  private takeQuoted(before: readonly string[], line: string): void {
    const lines = [...before, line];
    const found = quotedText.state(lines);
    this.openQuote = found === 'open' ? lines : undefined;
    if (found === 'whole') this.takeAgain(lines.join('\r\n'));
    if (found === 'cut') this.takeCut(lines);
  }

  /** Gives up waiting for a closing quote: the first line is the URC, the others mean what they say. */
  private takeCut([first = '', ...others]: readonly string[]): void {
    const line = this.lines.of(first);
    this.process(classify(line, this.open), line);
    for (const other of others) this.takeAgain(other);
  }

  /** No more of the text will come. */
  private endQuote(): void {
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

  private process(token: Token, line: Line): void {
    if (this.open?.tail && !this.checkTail(this.open, token)) {
      this.abandonCommand();
      // Nothing is dropped: the line that revealed the loss is classified as if no command were open.
      this.emit(classify(line, undefined));
      return;
    }
    this.emit(token);
    if (!this.open || token.kind === 'urc' || token.kind === 'unknown') return;
    if (token.kind === 'info') this.payloadLeft = token.bytes;
    this.open = advance(this.open, token, (more) => this.push(more));
  }

  /** Emits a token; a URC with a body line waits for that line. */
  private emit(token: Token): void {
    if (token.kind === 'urc' && token.definition.followedBy) this.urcAwaitingBody = token;
    else this.push(token);
  }

  private push(token: Token): void {
    if (this.tokens) this.tokens.push(token);
    else this.tokens = [token];
  }

  /** The line behind such a URC is its body: it ends no command and is not counted behind a payload. */
  private takeBody(urc: UrcToken, body: string): void {
    this.urcAwaitingBody = undefined;
    const values = urc.definition.form.read(`${urc.text}\r\n${body}`) ?? urc.values;
    this.push({ ...urc, values, body });
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
    this.push({ kind: 'corrupt', command, expectedBytes: expected });
  }
}

const isAllBlank = ({ view, length }: LineBuffer): boolean => {
  for (let at = 0; at < length; at += 1) if (!isBlank(view[at] as number)) return false;
  return true;
};
