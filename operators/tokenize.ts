import type { OperatorFunction } from 'rxjs';
import type { Vocabulary } from '../lib/grammar/vocabulary';
import { tokenizerStep, initialState } from '../lib/wire/tokenizerStep';
import type { Token } from '../lib/wire/token';
import type { Traffic } from '../lib/wire/traffic';
import { mealy } from './mealy';

/**
 * Turns the traffic, everything that crossed the port both ways, into tokens.
 *
 *     traffic   --s----h--------h---|     s: said AT+CSQ    h: \r\n+CREG: 1\r\n    then \r\n+CSQ: 20,0\r\n\r\nOK\r\n
 *     tokens    -------u--------(if)|     u: urc    i: info { rssi: 20, ber: 0 }    f: final OK
 *
 * Where the bytes are cut never changes the tokens. Counted payload passes through as slices, uncopied. An unexplained line
 * becomes an `unknown` token; nothing is dropped, and no input makes it fail.
 */
export const tokenize = (known: Vocabulary): OperatorFunction<Traffic, Token> =>
  mealy(initialState, tokenizerStep(known));
