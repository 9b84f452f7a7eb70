import { isBlank } from '../grammar/codecs/splitFields';
import { latin1, latin1Bytes } from '../grammar/latin1';

/** Enough for almost every line. */
const FIRST_BYTES = 256;

/** The start of a line that has not ended, as bytes. */
export class LineBuffer {
  private bytes = new Uint8Array(FIRST_BYTES);
  length = 0;

  /** Appends a stretch of other bytes. */
  append(from: Uint8Array, start: number, end: number): void {
    const length = this.length + end - start;
    if (length > this.bytes.length) this.grow(length);
    // A loop is quicker than `set` for the few bytes of a short chunk.
    for (let at = start, to = this.length; at < end; at += 1, to += 1) this.bytes[to] = from[at] as number;
    this.length = length;
  }

  /** The bytes so far, not copied: they change with the next `append`. */
  get view(): Uint8Array {
    return this.bytes;
  }

  /** Removes the first bytes. */
  shift(count: number): void {
    this.bytes.copyWithin(0, count, this.length);
    this.length -= count;
  }

  get text(): string {
    return latin1(this.bytes, 0, this.length);
  }

  set text(text: string) {
    this.length = 0;
    this.append(latin1Bytes(text), 0, text.length);
  }

  /** The bytes so far as text; empties the buffer. */
  take(): string {
    const { text } = this;
    this.length = 0;
    return text;
  }

  /** Empties the buffer, and tells how many bytes `view` still holds. */
  clear(): number {
    const { length } = this;
    this.length = 0;
    return length;
  }

  get isBlank(): boolean {
    for (let at = 0; at < this.length; at += 1) if (!isBlank(this.bytes[at] as number)) return false;
    return true;
  }

  private grow(length: number): void {
    const larger = new Uint8Array(Math.max(length, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}
