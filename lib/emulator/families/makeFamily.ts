import { vocabulary, type Vocabulary } from '../../grammar/vocabulary';
import type { FamilyFacts } from '../family';
import type { Handling } from '../handler';

/** A modem family: its facts, its words, and what it does on hearing them. One file a family. */
export interface Family extends FamilyFacts {
  readonly vocabulary: Vocabulary;
  readonly handlings: ReadonlyMap<unknown, Handling>;
}

/** Makes a family of its facts and of what it does: its vocabulary is what it has handlings for. */
export const makeFamily = (facts: FamilyFacts, ...handlings: readonly (readonly Handling[])[]): Family => {
  const all = handlings.flat();
  return Object.freeze({
    ...facts,
    vocabulary: vocabulary(
      all.map(({ definition }) => definition),
      [],
    ),
    handlings: new Map(all.map((handling) => [handling.definition, handling])),
  });
};
