import { joinBytes } from './joinBytes';
import type { Command } from '../lib/grammar/command';
import { ModemError } from '../lib/grammar/errors/modemError';
import { refusal } from '../lib/grammar/errors/refusal';
import { mask } from '../lib/grammar/mask';
import type { Token } from '../lib/wire/token';
import type { Response } from './response';

/**
 * A line of 115,200 baud is handed over in pieces of 184 bytes. Each would live as long as its window and be an event of its own, which
 * costs more than its bytes, so sixteen small ones in a row are copied together.
 */
const SMALL_BYTES = 256;
const MAX_SMALL = 16;
const NO_VALUES = Object.freeze({});

/** Collects the tokens of one command until the command ends. */
export class ResponseFrame<A> {
  private readonly values: A[] = [];
  private readonly lines: string[] = [];
  private readonly payload: Uint8Array[] = [];
  /** How many of the last slices are small. */
  private small = 0;

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
        this.gather(token.bytes);
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

  /** The counted bytes so far. */
  bytes(): Uint8Array {
    return joinBytes(this.payload);
  }

  private gather(bytes: Uint8Array): void {
    this.payload.push(bytes);
    this.small = bytes.length < SMALL_BYTES ? this.small + 1 : 0;
    if (this.small < MAX_SMALL) return;
    this.payload.push(joinBytes(this.payload.splice(-MAX_SMALL)));
    this.small = 0;
  }

  /** The response. `OK` without the answer that the definition declares is `unreadable`. */
  private close(result: string): Response<A> {
    const { command, values, lines, payload } = this;
    const { answer, mayBeEmpty, hidesAnswer } = command.definition;
    if (answer && values.length === 0 && !mayBeEmpty) {
      const line = lines[0] !== undefined && hidesAnswer ? mask : (lines[0] ?? result);
      throw new ModemError({ kind: 'unreadable', command: command.redacted, line });
    }
    const value = values[0] ?? (NO_VALUES as A);
    return Object.freeze({ command, value, values, lines, payload, result });
  }
}
