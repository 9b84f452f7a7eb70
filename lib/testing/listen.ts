import type { Vocabulary } from '../grammar/vocabulary';
import { tokenizerStep, initialState, type TokenizerState } from '../wire/tokenizerStep';
import type { Token } from '../wire/token';
import type { Traffic } from '../wire/traffic';

/** Folds traffic into tokens, without a stream: all tokens, and the final state. */
export const listen = (
  known: Vocabulary,
  traffic: readonly Traffic[],
  from: TokenizerState = initialState,
): { readonly tokens: readonly Token[]; readonly state: TokenizerState } => {
  const step = tokenizerStep(known);
  const tokens: Token[] = [];
  let state = from;
  for (const item of traffic) {
    const [next, found] = step(state, item);
    state = next;
    tokens.push(...found);
  }
  return { tokens, state };
};
