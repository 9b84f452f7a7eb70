import { joinBytes } from './joinBytes';
import { lengthOf } from './pacedWindow';
import type { Command } from '../lib/grammar/command';
import { keyOf } from '../lib/grammar/forms/lineForm';
import { ModemError } from '../lib/grammar/errors/modemError';
import { refusal } from '../lib/grammar/errors/refusal';
import { mask } from '../lib/grammar/mask';
import type { Token } from '../lib/wire/token';
import type { Response } from './response';

/**
 * A line of 115,200 baud is handed over in pieces of 184 bytes, one of 921,600 in pieces of 1,474. Each would live as long as its window
 * and be an event of its own, which costs more than its bytes: where several small pieces come in a row, they are copied into one slice.
 */
const SMALL_BYTES = 4_096;
const MAX_SMALL = 4;
/** A slice of small pieces is as long as the bytes that are announced, up to this: an announcement is no reason to take memory. */
const MAX_SLICE_BYTES = 65_536;
const NO_VALUES = Object.freeze({});

/** Collects the tokens of one command until the command ends. */
export class ResponseFrame<A> {
  private readonly values: A[] = [];
  private readonly lines: string[] = [];
  private readonly payload: Uint8Array[] = [];
  /** How many of the last pieces in `payload` are small. */
  private small = 0;
  /** The slice that small pieces are copied into, behind those of `payload`, and how much of it is filled. */
  private slice: Uint8Array | undefined;
  private filled = 0;

  constructor(private readonly command: Command<A>) {}

  /**
   * Adds a token of the command. Returns the response when the token ends it, `undefined` before that. Throws the
   * `ModemError` of a command that failed.
   */
  add(token: Token): Response<A> | undefined {
    switch (token.kind) {
      case 'info':
        this.values.push(token.values as A);
        this.lines.push(token.text);
        return undefined;
      case 'unknown':
        this.lines.push(token.text);
        return undefined;
      case 'payload':
        this.gather(token.bytes, token.left);
        return undefined;
      case 'final':
        if (!token.result.ok) throw new ModemError(refusal(token.result, this.command.redacted));
        return this.close(token.result.code);
      case 'corrupt': {
        const { expectedBytes } = token;
        throw new ModemError({ kind: 'corrupt', command: this.command.redacted, expectedBytes });
      }
      default:
        return undefined;
    }
  }

  /** Whether nothing of the answer has come. */
  get isEmpty(): boolean {
    return this.values.length === 0 && this.payload.length === 0;
  }

  /** The counted bytes so far. */
  bytes(): Uint8Array {
    this.endSlice();
    return joinBytes(this.payload);
  }

  private gather(bytes: Uint8Array, left: number): void {
    if (this.slice && this.filled + bytes.length <= this.slice.length) return this.fill(bytes);
    this.endSlice();
    this.payload.push(bytes);
    this.small = bytes.length < SMALL_BYTES ? this.small + 1 : 0;
    if (this.small === MAX_SMALL && left > 0) this.beginSlice(left);
  }

  private beginSlice(left: number): void {
    const pieces = this.payload.splice(-MAX_SMALL);
    this.slice = new Uint8Array(Math.min(lengthOf(pieces) + left, MAX_SLICE_BYTES));
    for (const piece of pieces) this.fill(piece);
  }

  private fill(bytes: Uint8Array): void {
    this.slice?.set(bytes, this.filled);
    this.filled += bytes.length;
  }

  private endSlice(): void {
    const { slice, filled } = this;
    if (slice === undefined) return;
    this.payload.push(filled === slice.length ? slice : slice.subarray(0, filled));
    this.slice = undefined;
    this.filled = 0;
    this.small = 0;
  }

  /**
   * The response. `OK` without the answer that the definition declares is `unreadable`; so is an answer that may be empty and is not: a
   * line of its name came that can't be read.
   */
  private close(result: string): Response<A> {
    this.endSlice();
    const { command, values, lines, payload } = this;
    const { answer, mayBeEmpty, hidesAnswer } = command.definition;
    const isOwn = (text: string): boolean => answer?.key !== '' && keyOf(text) === answer?.key;
    const isLost = !mayBeEmpty || (!command.isTyped && lines.some(isOwn));
    if (answer && values.length === 0 && isLost) {
      const line = lines[0] !== undefined && hidesAnswer ? mask : (lines[0] ?? result);
      throw new ModemError({ kind: 'unreadable', command: command.redacted, line });
    }
    const value = values[0] ?? (NO_VALUES as A);
    return Object.freeze({ command, value, values, lines, payload, result });
  }
}
