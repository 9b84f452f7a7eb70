import { Observable, type OperatorFunction } from 'rxjs';
import type { Command } from '../lib/grammar/command';
import type { Token } from '../lib/wire/token';
import type { Response } from './response';
import { ResponseFrame } from './responseFrame';

/**
 * Frames the response to one command: its answer lines, its counted bytes, its result code.
 *
 *     tokens     --e--i--u--p--p--f---     e: echo  i: info  u: another URC  p: payload  f: final OK
 *     response   -----------------(r|)
 *
 * Ignores URCs and the tokens of other commands. Emits one `Response` and completes. Fails with a `ModemError`:
 * `refused`, `cme`, `cms`, `ended` (another result code), `unreadable` (`OK` without the declared answer), `corrupt`
 * (counted bytes were lost). Completes without a response when the tokens end.
 */
export const frameResponse =
  <A>(command: Command<A>): OperatorFunction<Token, Response<A>> =>
  (tokens) =>
    new Observable<Response<A>>((subscriber) => {
      const frame = new ResponseFrame(command);
      return tokens.subscribe({
        next: (token) => {
          if (!('command' in token) || token.command !== command) return;
          try {
            const response = frame.add(token);
            if (response === undefined) return;
            subscriber.next(response);
            subscriber.complete();
          } catch (error) {
            subscriber.error(error);
          }
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => subscriber.complete(),
      });
    });
