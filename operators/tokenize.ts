import { Observable, type OperatorFunction } from 'rxjs';
import type { Vocabulary } from '../lib/grammar/vocabulary';
import { LineMemory } from '../lib/wire/lineMemory';
import { Tokenizer } from '../lib/wire/tokenizer';
import type { Token } from '../lib/wire/token';
import type { Traffic } from '../lib/wire/traffic';

/**
 * Turns the traffic, everything that crossed the port both ways, into tokens.
 *
 *     traffic   --s----h--------h---|     s: said AT+CSQ    h: \r\n+CREG: 1\r\n    then \r\n+CSQ: 20,0\r\n\r\nOK\r\n
 *     tokens    -------u--------(if)|     u: urc    i: info { rssi: 20, ber: 0 }    f: final OK
 *
 * Where the bytes are cut never changes the tokens. Counted payload passes through as slices, uncopied. An unexplained line
 * becomes an `unknown` token; nothing is dropped, and no input makes it fail.
 */
export const tokenize =
  (known: Vocabulary): OperatorFunction<Traffic, Token> =>
  (source) =>
    new Observable<Token>((subscriber) => {
      const tokenizer = new Tokenizer(LineMemory.of(known));
      return source.subscribe({
        next: (item) => {
          // All tokens of an item are found before the first is emitted, so that what they provoke meets the right state.
          const tokens = tokenizer.take(item);
          for (let at = 0; at < tokens.length; at += 1) subscriber.next(tokens[at] as Token);
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => subscriber.complete(),
      });
    });
