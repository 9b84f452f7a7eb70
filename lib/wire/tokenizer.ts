import { isBlank } from '../grammar/codecs/splitFields';
import { isUnexpectedAfterPayload } from './blockFraming';
import { classify } from './classify';
import { countOn, takePiece } from './countOn';
import { LineBuffer } from './lineBuffer';
import { lineEnd } from './lineEnd';
import type { LineMemory } from './lineMemory';
import { LineReader } from './lineReader';
import { opened, type OpenCommand } from './openCommand';
import { payloadStart } from './payloadStart';
import type { TokenizerState } from './tokenizerState';
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
 * received bytes (a line, a prompt, some of the counted bytes), the other (`LineReader`) decides what it is, and so what is
 * expected next. `tokenizerStep` is the same as a pure function.
 */
export class Tokenizer {
  readonly reader: LineReader;
  readonly partial = new LineBuffer();
  private afterCr = false;
  private lastPayloadByte = 0;
  private bytes: Uint8Array = NO_BYTES;
  private at = 0;

  private readonly urcOf = (text: string): UrcToken | null => this.reader.lines.lineOf(text).token();

  constructor(lines: LineMemory) {
    this.reader = new LineReader(lines);
  }

  get state(): TokenizerState {
    return {
      ...this.reader.state,
      partialLine: this.partial.text,
      afterCr: this.afterCr,
      lastPayloadByte: this.lastPayloadByte,
    };
  }

  set state(state: TokenizerState) {
    this.partial.text = state.partialLine;
    this.afterCr = state.afterCr;
    this.lastPayloadByte = state.lastPayloadByte;
    this.reader.state = state;
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
        this.reader.endQuote();
        this.reader.endBody(this.partial);
        this.reader.endHeldBack(this.partial);
        this.expect(undefined);
        break;
      case 'paused':
        this.reader.endQuote();
        break;
      case 'gave':
        break;
    }
    return this.reader.found() ?? NOTHING;
  }

  private expect(open: OpenCommand | undefined): void {
    this.reader.endUndecided();
    this.reader.open = open;
    this.reader.payloadLeft = 0;
  }

  private receive(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.at = 0;
    while (this.at < this.bytes.length) {
      const counted = this.reader.bodyBytes;
      if (counted !== undefined) this.takeCounted(counted);
      else if (this.reader.payloadLeft > 0 && this.reader.open) this.takePayload(this.reader.open);
      else if (this.reader.open?.atPayloadStart) this.takePayloadStart(this.reader.open);
      else this.takeText();
    }
    this.bytes = NO_BYTES;
  }

  /** Passes on a slice of the received bytes: no copy, never more than announced. */
  private takePayload(open: OpenCommand): void {
    if (this.afterCr && this.bytes[this.at] === LF) this.at += 1;
    this.afterCr = false;
    const { bytes, at, reader } = this;
    const { payloadLeft } = reader;
    const end = Math.min(bytes.length, at + payloadLeft);
    if (end === at) return;
    // A chunk that is all payload is passed on as it is.
    const slice = at === 0 && end === bytes.length ? bytes : bytes.subarray(at, end);
    const left = payloadLeft - (end - at);
    this.at = end;
    this.reader.payloadLeft = left;
    const before = end - at > 1 ? bytes[end - 2] : this.lastPayloadByte;
    this.lastPayloadByte = bytes[end - 1] as number;
    if (left === 0) {
      const endedInBreak = this.lastPayloadByte === LF && before === CR;
      this.reader.open = { ...open, tail: { breaks: 0, lines: 0, endedInBreak } };
    }
    this.reader.push({ kind: 'payload', command: open.command, bytes: slice, left });
  }

  /** Takes the counted bytes behind a URC's line; they are its body, whatever they are. */
  private takeCounted(count: number): void {
    if (this.afterCr && this.bytes[this.at] === LF) this.at += 1;
    this.afterCr = false;
    const { bytes, at, partial, reader } = this;
    const end = Math.min(bytes.length, at + count - partial.length);
    partial.append(bytes, at, end);
    this.at = end;
    if (partial.length < count || !reader.urcAwaitingBody) return;
    reader.takeBody(reader.urcAwaitingBody, partial.take());
  }

  /** Takes lines until counted bytes begin or the chunk ends. */
  private takeText(): void {
    const { bytes } = this;
    if (this.partial.length === 0 && isUnexpectedAfterPayload(this.reader.open, bytes[this.at] as number))
      return this.reader.abandonCommand();
    do {
      if (this.takePrompt()) continue;
      const from = this.afterCr && bytes[this.at] === LF ? this.at + 1 : this.at;
      const end = lineEnd(bytes, from);
      if (end < 0) return this.takeRest(from);
      this.at = end + 1;
      this.takeLineAt(from, end);
    } while (
      this.at < bytes.length &&
      this.reader.payloadLeft === 0 &&
      this.reader.bodyBytes === undefined &&
      !this.reader.open?.atPayloadStart
    );
  }

  /** Takes the line that ends at a CR, its start perhaps from an earlier chunk. */
  private takeLineAt(from: number, end: number): void {
    const { bytes, partial } = this;
    this.afterCr = true;
    if (partial.length === 0 && end - from <= MAX_LINE_BYTES) this.reader.takeLine(bytes, from, end);
    else if (this.keep(from, end)) this.reader.takeLine(partial.view, 0, partial.clear());
    else return;
    if (this.reader.begun !== undefined) this.afterCr = countOn(this.reader, partial, '\r');
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
    const line = this.reader.lines.lineOf(found.line);
    this.reader.process(classify(line, open), line);
    if (this.reader.begun === undefined && this.reader.urcAwaitingBody)
      this.reader.takeBody(this.reader.urcAwaitingBody, found.body);
    partial.length = 0;
    this.afterCr = countOn(this.reader, partial, '\r');
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
    this.reader.payloadLeft = open.unannounced;
    this.reader.open = { ...open, expected: open.unannounced, unannounced: 0, atPayloadStart: false };
  }

  /** A prompt has no line end: it is looked for at the start of a line while the open command expects one. */
  private takePrompt(): boolean {
    const { bytes, partial, reader } = this;
    const { open } = reader;
    const isBetween = this.reader.urcAwaitingBody !== undefined || this.reader.openQuote !== undefined;
    if (isBetween || !open || open.prompted || open.command.definition.prompt?.by !== 'mark') return false;
    let at = this.afterCr && bytes[this.at] === LF ? this.at + 1 : this.at;
    while (bytes[at] !== CR && isBlank(bytes[at] ?? 0)) at += 1;
    if (bytes[at] !== MARK || !partial.isBlank) return false;
    partial.length = 0;
    this.afterCr = false;
    this.at = at + 1;
    reader.process({ kind: 'prompt', command: open.command, wanted: undefined }, reader.lines.lineOf('>'));
    return true;
  }

  /** Keeps the beginning of a line. */
  private takeRest(from: number): void {
    this.at = this.bytes.length;
    this.afterCr = false;
    this.keep(from, this.bytes.length);
  }

  /**
   * Appends to the beginning of a line; passes on an over-long line in pieces. False where the line turns out to have counted bytes:
   * then `at` is where they go on.
   */
  private keep(from: number, to: number): boolean {
    const { bytes, partial } = this;
    for (let at = from; at < to;) {
      if (partial.length === MAX_LINE_BYTES && !takePiece(this.reader, partial)) {
        this.afterCr = false;
        this.at = at;
        return false;
      }
      const end = Math.min(to, at + MAX_LINE_BYTES - partial.length);
      partial.append(bytes, at, end);
      at = end;
    }
    return true;
  }
}
