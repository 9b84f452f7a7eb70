import type { CommandDefinition } from '../../grammar/commandDefinition';
import { parseRequest } from '../../grammar/parseRequest';
import { vocabulary, type Vocabulary } from '../../grammar/vocabulary';
import type { FamilyFacts } from './family';
import type { Handler } from './handler';

/** A modem family: its facts, its vocabulary and its handlers. One `…Modem.ts` file each. */
export interface Family extends FamilyFacts {
  readonly vocabulary: Vocabulary;
  /** The vocabulary by command name, so that a line is compared with few definitions. */
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

/** Makes a family from its facts and handlers. Its vocabulary is the definitions that have handlers. */
export const makeFamily = (facts: FamilyFacts, ...handlers: readonly (readonly Handler[])[]): Family => {
  const all = handlers.flat();
  return ofHandlers(facts, all);
};

/** A family that answers more, or otherwise: the later handler of a definition wins, and the later definition of a form. */
export const extendFamily = (family: Family, answers: readonly Handler[]): Family => {
  const own = new Set(answers.map(({ definition }) => definition.head));
  const kept = [...family.handlers.values()].filter(({ definition }) => !own.has(definition.head));
  return ofHandlers(family, [...kept, ...answers]);
};

const ofHandlers = (facts: FamilyFacts, all: readonly Handler[]): Family => {
  const commands = all.map(({ definition }) => definition);
  return Object.freeze({
    ...facts,
    vocabulary: vocabulary(commands, []),
    named: byName(commands),
    handlers: new Map(all.map((handler) => [handler.definition, handler])),
  });
};
