import type { Vocabulary } from '../grammar/vocabulary';
import { tokenizerStep, initialState, type TokenizerState } from '../wire/tokenizerStep';
import type { Token } from '../wire/token';
import type { Traffic } from '../wire/traffic';

/** Folds traffic into tokens, without a stream: what was heard, and what is known at the end. */
export const listen = (
  known: Vocabulary,
  traffic: readonly Traffic[],
  from: TokenizerState = initialState,
): { readonly tokens: readonly Token[]; readonly state: TokenizerState } => {
  const step = tokenizerStep(known);
  const tokens: Token[] = [];
  let state = from;
  for (const item of traffic) {
    const [next, heard] = step(state, item);
    state = next;
    tokens.push(...heard);
  }
  return { tokens, state };
};
