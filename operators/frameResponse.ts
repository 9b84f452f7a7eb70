import { Observable, type OperatorFunction } from 'rxjs';
import type { Command } from '../lib/grammar/command';
import { ModemError } from '../lib/grammar/errors/modemError';
import { refusal } from '../lib/grammar/errors/refusal';
import type { Token } from '../lib/wire/token';
import type { Response } from './response';

const NO_VALUES = Object.freeze({});
const MASK = '***';

/** Gathers what belongs to one command until it ends. */
class Frame<A> {
  private readonly values: A[] = [];
  private readonly lines: string[] = [];
  private readonly payload: Uint8Array[] = [];

  constructor(private readonly command: Command<A>) {}

  add(token: Token): void {
    if (token.kind === 'info') this.values.push(token.values as A);
    if (token.kind === 'info' || token.kind === 'unknown') this.lines.push(token.text);
    if (token.kind === 'payload') this.payload.push(token.bytes);
  }

  /** The response, or the failure where an answer was owed and `OK` came alone. */
  close(result: string): Response<A> {
    const { command, values, lines, payload } = this;
    const { answer, mayBeEmpty, hidesAnswer } = command.definition;
    if (answer && values.length === 0 && !mayBeEmpty) {
      const line = lines[0] !== undefined && hidesAnswer ? MASK : (lines[0] ?? result);
      throw new ModemError({ kind: 'unreadable', command: command.redacted, line });
    }
    const value = values[0] ?? (NO_VALUES as A);
    return Object.freeze({ command, value, values, lines, payload, result });
  }
}

/**
 * Frames the response to one command: its answer lines, its counted bytes, its result code.
 *
 *     tokens     --e--i--u--p--p--f---     e: echo  i: info  u: urc of someone else  p: payload  f: final OK
 *     response   -----------------(r|)
 *
 * Tokens of other commands and URCs pass by. Emits one `Response` and completes. Fails with a `ModemError`:
 * `refused`, `cme`, `cms`, `ended` (another result code), `unreadable` (`OK` where an answer was owed), `corrupt` (counted
 * bytes were lost). Completes without a response where the tokens end.
 */
export const frameResponse =
  <A>(command: Command<A>): OperatorFunction<Token, Response<A>> =>
  (tokens) =>
    new Observable<Response<A>>((subscriber) => {
      const frame = new Frame(command);
      const end = (token: Token & { kind: 'final' }): void => {
        if (!token.result.ok)
          return subscriber.error(new ModemError(refusal(token.result, command.redacted)));
        try {
          subscriber.next(frame.close(token.result.code));
          subscriber.complete();
        } catch (error) {
          subscriber.error(error);
        }
      };
      return tokens.subscribe({
        next: (token) => {
          if (!('command' in token) || token.command !== command) return;
          if (token.kind === 'final') end(token);
          else if (token.kind === 'corrupt') {
            const { expectedBytes } = token;
            subscriber.error(new ModemError({ kind: 'corrupt', command: command.redacted, expectedBytes }));
          } else frame.add(token);
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => subscriber.complete(),
      });
    });
