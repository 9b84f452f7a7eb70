import type { CommandDefinition } from '../../grammar/commandDefinition';
import { parseRequest } from '../../grammar/parseRequest';
import { vocabulary, type Vocabulary } from '../../grammar/vocabulary';
import type { FamilyFacts } from './family';
import type { Handling } from './handler';

/** A modem family: its facts, its words, and what it does on hearing them. One file a family. */
export interface Family extends FamilyFacts {
  readonly vocabulary: Vocabulary;
  /** The same by the commands' names: a line is compared with the few that have its own. */
  readonly named: ReadonlyMap<string, Vocabulary>;
  readonly handlings: ReadonlyMap<unknown, Handling>;
}

const byName = (commands: readonly CommandDefinition[]): ReadonlyMap<string, Vocabulary> => {
  const named = new Map<string, CommandDefinition[]>();
  for (const definition of commands) {
    const { name } = parseRequest(definition.head);
    named.set(name, [...(named.get(name) ?? []), definition]);
  }
  return new Map([...named].map(([name, same]) => [name, vocabulary(same, [])]));
};

/** Makes a family of its facts and of what it does: its vocabulary is what it has handlings for. */
export const makeFamily = (facts: FamilyFacts, ...handlings: readonly (readonly Handling[])[]): Family => {
  const all = handlings.flat();
  const commands = all.map(({ definition }) => definition);
  return Object.freeze({
    ...facts,
    vocabulary: vocabulary(commands, []),
    named: byName(commands),
    handlings: new Map(all.map((handling) => [handling.definition, handling])),
  });
};
