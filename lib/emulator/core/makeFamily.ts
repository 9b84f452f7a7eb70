import type { CommandDefinition } from '../../grammar/commandDefinition';
import { parseRequest } from '../../grammar/parseRequest';
import { vocabulary, type Vocabulary } from '../../grammar/vocabulary';
import type { FamilyFacts } from './family';
import type { Handler } from './handler';

/** A modem family: its facts, its words, and what it does on hearing them. One file a family. */
export interface Family extends FamilyFacts {
  readonly vocabulary: Vocabulary;
  /** The same by the commands' names: a line is compared with the few that have its own. */
  readonly named: ReadonlyMap<string, Vocabulary>;
  readonly handlers: ReadonlyMap<unknown, Handler>;
}

const byName = (commands: readonly CommandDefinition[]): ReadonlyMap<string, Vocabulary> => {
  const named = new Map<string, CommandDefinition[]>();
  for (const definition of commands) {
    const { name } = parseRequest(definition.head);
    named.set(name, [...(named.get(name) ?? []), definition]);
  }
  return new Map([...named].map(([name, same]) => [name, vocabulary(same, [])]));
};

/** Makes a family of its facts and of what it does: its vocabulary is what it has handlers for. */
export const makeFamily = (facts: FamilyFacts, ...handlers: readonly (readonly Handler[])[]): Family => {
  const all = handlers.flat();
  const commands = all.map(({ definition }) => definition);
  return Object.freeze({
    ...facts,
    vocabulary: vocabulary(commands, []),
    named: byName(commands),
    handlers: new Map(all.map((handler) => [handler.definition, handler])),
  });
};
