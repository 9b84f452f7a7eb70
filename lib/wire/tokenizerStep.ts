import type { Vocabulary } from '../grammar/vocabulary';
import { LineMemory } from './lineMemory';
import { Tokenizer } from './tokenizer';
import type { TokenizerState } from './tokenizerState';
import type { Token } from './token';
import type { Traffic } from './traffic';

export { initialState, type TokenizerState } from './tokenizerState';

/** One step of the fold: a state and the next item of traffic give the next state and the tokens found. */
export type TokenizerStep = (
  state: TokenizerState,
  item: Traffic,
) => readonly [TokenizerState, readonly Token[]];

/**
 * The tokenizer's step as a pure function: traffic in, tokens out. `tokenize` runs the same fold with its state in place.
 *
 *     said AT+HTTPREAD=0,5
 *     heard \r\n+HTTPREAD: 5\r\nhel         info { length: 5 }, payload hel (2 left)
 *     heard lo\r\nOK\r\n                    payload lo (0 left), final OK
 *
 * A URC with a body line (`+CMT`) is emitted when the body has come; the body is never classified. Where the bytes are cut never
 * changes the tokens.
 */
export const tokenizerStep = (known: Vocabulary): TokenizerStep => {
  const tokenizer = new Tokenizer(LineMemory.of(known));
  return (state, item) => {
    tokenizer.state = state;
    const tokens = tokenizer.take(item);
    return [tokenizer.state, tokens];
  };
};
