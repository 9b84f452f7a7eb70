import { advance, type OpenCommand } from './openCommand';
import { blockFraming, followerOf, type BlockFramings } from './blockFraming';
import { classify } from './classify';
import { finalResult } from '../grammar/errors/resultCodes';
import { latin1 } from '../grammar/latin1';
import type { LineBuffer } from './lineBuffer';
import type { Line, LineMemory } from './lineMemory';
import { quotedText } from './quotedText';
import { sameName, urcsOf } from './sameName';
import { initialState, type TokenizerState } from './tokenizerState';
import type { Counted } from '../grammar/urc';
import type { Token, UrcToken } from './token';

type LineReaderState = Pick<
  TokenizerState,
  'open' | 'payloadLeft' | 'framings' | 'urcAwaitingBody' | 'lineEnds' | 'openQuote'
>;

/**
 * What whole lines mean, one behind the other: it knows the command that holds the line, what its answer announced, and what a
 * URC still waits for. The tokens that it finds are collected until they are asked for.
 */
export class LineReader {
  open: OpenCommand | undefined;
  /** Counted bytes that the open command's answer still brings. */
  payloadLeft = 0;
  framings: BlockFramings = initialState.framings;
  urcAwaitingBody: UrcToken | undefined;
  /** How many line ends have come behind the counted bytes of a URC. */
  lineEnds: number | undefined;
  openQuote: readonly string[] | undefined;
  /** What came of counted bytes that stand in the URC's own line, where its line end is one of them. */
  begun: string | undefined;
  private tokens: Token[] | undefined;

  constructor(readonly lines: LineMemory) {}

  /** What it knows between two items of the traffic. */
  get state(): LineReaderState {
    const { open, payloadLeft, framings, urcAwaitingBody, lineEnds, openQuote } = this;
    return { open, payloadLeft, framings, urcAwaitingBody, lineEnds, openQuote };
  }

  set state({ open, payloadLeft, framings, urcAwaitingBody, lineEnds, openQuote }: LineReaderState) {
    Object.assign(this, { open, payloadLeft, framings, urcAwaitingBody, lineEnds, openQuote });
  }

  /** The tokens found since the last time; the array is the caller's. */
  found(): Token[] | undefined {
    const { tokens } = this;
    this.tokens = undefined;
    return tokens;
  }

  /** How many counted bytes the URC that waits for its body has; `undefined` where it has a line, or none waits. */
  get bodyBytes(): number | undefined {
    const { urcAwaitingBody: urc } = this;
    return typeof urc?.definition.followedBy === 'object' ? countOf(urc) : undefined;
  }

  takeLine(bytes: Uint8Array, from: number, to: number): void {
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
    else this.takeTrimmed(this.lines.lineOf(text));
  }

  /** A line between the quotes of a URC belongs to its text, whatever it looks like, unless the text was cut. */
  private takeQuoted(before: readonly string[], line: string): void {
    const lines = [...before, line];
    const found = quotedText.state(lines, (one) => this.lines.lineOf(one).token() !== null);
    this.openQuote = found === 'open' ? lines : undefined;
    if (found === 'whole') this.takeAgain(lines.join('\r\n'));
    if (found === 'cut') this.takeCut(lines);
    if (found === 'noise') this.takeParts(lines);
  }

  /** Gives up waiting for a closing quote: what means something by itself is no text. */
  private takeCut(lines: readonly string[]): void {
    const means = (text: string): boolean =>
      classify(this.lines.lineOf(text), this.open).kind !== 'unknown' ||
      finalResult(text.trim()) !== undefined;
    const [text, behind] = quotedText.cut(lines, means);
    this.takeParts([text, ...behind]);
  }

  /** The first is the URC, the others mean what they say. */
  private takeParts([first = '', ...others]: readonly string[]): void {
    const line = this.lines.lineOf(first);
    this.process(classify(line, this.open), line);
    for (const other of others) this.takeAgain(other);
  }

  /** No more of the text will come. */
  endQuote(): void {
    const { openQuote } = this;
    this.openQuote = undefined;
    if (openQuote) this.takeCut(openQuote);
  }

  /** The open command is given up: lines that may have been its answer were news. */
  endUndecided(): void {
    for (const urc of urcsOf(this.open?.undecided ?? [])) this.push(urc);
  }

  /** Nothing follows what was held back in front of unannounced payload: where it is a line with a URC, it is that after all. */
  endHeldBack(partial: LineBuffer): void {
    const [, text] = /^([^\r]+)\r\n$/.exec(this.open?.atPayloadStart ? partial.text : '') ?? [];
    const line = text === undefined ? undefined : this.lines.lineOf(text);
    if (!line?.token()) return;
    this.open = undefined;
    this.process(classify(line, undefined), line);
    partial.length = 0;
  }

  /** An empty line means nothing by itself; behind counted bytes it is counted. */
  private takeBlank(): void {
    const { open } = this;
    if (this.lineEnds !== undefined) this.lineEnds += 1;
    if (open?.tail) this.open = { ...open, tail: { ...open.tail, breaks: open.tail.breaks + 1 } };
    else if (open && open.unannounced > 0) this.open = { ...open, atPayloadStart: true };
  }

  process(token: Token, line: Line): void {
    const decided = this.open && sameName(this.open, token, () => line.token() !== null);
    if (decided) {
      this.open = decided.open;
      for (const one of decided.tokens) this.push(one);
      if (decided.waits) return;
    }
    if (this.open?.tail && !this.checkTail(this.open, token)) {
      this.abandonCommand();
      // Nothing is dropped: the line that revealed the loss is classified as if no command were open.
      this.emit(classify(line, undefined), line);
      return;
    }
    this.emit(token, line);
    if (!this.open || token.kind === 'urc' || token.kind === 'unknown') return;
    if (token.kind === 'info') this.payloadLeft = token.bytes;
    this.open = advance(this.open, token, (more) => this.push(more));
  }

  /** Emits a token; a URC with a body line waits for that line, and one with counted bytes for the rest of them. */
  private emit(token: Token, line: Line): void {
    const { lineEnds } = this;
    this.lineEnds = undefined;
    if (token.kind !== 'urc') return this.push(token);
    const urc = lineEnds === undefined ? token : { ...token, lineEnds };
    if (!urc.definition.followedBy) return this.push(urc);
    const behind = behindOf(urc);
    if (behind) return this.beginInLine(urc, behind, line);
    this.urcAwaitingBody = urc;
    if (this.bodyBytes === 0) this.takeBody(token, '');
  }

  /** Counted bytes in the line itself: what was taken for its end may be one of them. */
  private beginInLine(token: UrcToken, behind: RegExp, { raw, text }: Line): void {
    const whole = raw.slice(raw.indexOf(text));
    const [head = ''] = behind.exec(whole) ?? [];
    const begins = whole[head.length] === QUOTE ? head.length + 1 : head.length;
    const urc = { ...token, text: whole.slice(0, begins) };
    const begun = whole.slice(begins);
    this.urcAwaitingBody = urc;
    if (begun.length >= countOf(urc)) this.takeBody(urc, begun);
    else this.begun = begun;
  }

  push(token: Token): void {
    if (this.tokens) this.tokens.push(token);
    else this.tokens = [token];
  }

  /** The line behind such a URC is its body: it ends no command and is not counted behind a payload. */
  takeBody(urc: UrcToken, body: string): void {
    this.urcAwaitingBody = undefined;
    this.begun = undefined;
    if (behindOf(urc)) {
      const text = `${urc.text}${body}`;
      return this.push({ ...urc, text, values: urc.definition.form.read(text) ?? urc.values });
    }
    if (typeof urc.definition.followedBy === 'object') this.lineEnds = 0;
    const values = urc.definition.form.read(`${urc.text}\r\n${body}`) ?? urc.values;
    this.push({ ...urc, values, body });
  }

  /** Gives up the counted bytes of a URC: it is passed on with what came, and its values show that some are missing. */
  endBody(partial: LineBuffer): void {
    if (this.bodyBytes !== undefined && this.urcAwaitingBody)
      this.takeBody(this.urcAwaitingBody, partial.take());
  }

  /** Checks a line that follows counted bytes, and learns the line ends that this firmware puts there. */
  private checkTail(open: OpenCommand, token: Token): boolean {
    const tail = open.tail as NonNullable<OpenCommand['tail']>;
    const follower = followerOf(open, token);
    if (!follower) {
      this.open = { ...open, tail: { ...tail, breaks: tail.breaks + 1, lines: tail.lines + 1 } };
      return tail.breaks > 0;
    }
    const { head, consumes } = open.command.definition;
    const { fits, framing } = blockFraming(this.framings[head] ?? {}, tail, follower, consumes);
    if (framing !== this.framings[head]) this.framings = { ...this.framings, [head]: framing };
    return fits;
  }

  abandonCommand(): void {
    const { command, expected } = this.open as OpenCommand;
    this.open = undefined;
    this.push({ kind: 'corrupt', command, expectedBytes: expected });
  }
}

const QUOTE = '"';

/** What stands in front of the counted bytes in the URC's own line; `undefined` where they follow it. */
const behindOf = ({ definition: { followedBy } }: UrcToken): RegExp | undefined =>
  typeof followedBy === 'object' ? followedBy.behind : undefined;

/** The count of a URC's body, with the quote that closes it; one that can't be is none at all. */
const countOf = (urc: UrcToken): number => {
  const { bytes, maxBytes } = urc.definition.followedBy as Counted;
  const count = bytes(urc.values as never);
  const isQuoted = behindOf(urc) !== undefined && urc.text.endsWith(QUOTE);
  return Number.isSafeInteger(count) && count >= 0 && count <= maxBytes ? count + (isQuoted ? 1 : 0) : 0;
};
