import type { Command, CommandDefinition } from './command';
import { parseRequest } from './parseRequest';
import type { UrcDefinition } from './urc';

/** The commands and URCs that a family knows, found by their first words. */
export interface Vocabulary {
  readonly commands: readonly CommandDefinition[];
  readonly urcs: ReadonlyMap<string, readonly UrcDefinition[]>;
}

export type AnyUrc = UrcDefinition<unknown>;

/** Makes a vocabulary of definitions. Later URCs with the same header stand behind earlier ones: the first that fits wins. */
export const vocabulary = (commands: readonly CommandDefinition[], urcs: readonly AnyUrc[]): Vocabulary => {
  const byKey = new Map<string, UrcDefinition[]>();
  for (const definition of urcs as readonly UrcDefinition[]) {
    for (const key of definition.form.keys ?? [definition.form.key]) {
      const same = byKey.get(key);
      if (same) same.push(definition);
      else byKey.set(key, [definition]);
    }
  }
  return Object.freeze({ commands, urcs: byKey });
};

/** Finds which command a text without its `AT` is, and its arguments; the definition with the longest head wins. */
export const recognise = (
  known: Vocabulary,
  text: string,
): Pick<Command, 'definition' | 'args'> | undefined => {
  const request = parseRequest(text);
  let best: Pick<Command, 'definition' | 'args'> | undefined;
  for (const definition of known.commands) {
    const args = definition.recognise(request);
    if (args && (!best || definition.head.length > best.definition.head.length)) best = { definition, args };
  }
  return best;
};

/** A table of commands and URCs, as a module exports it. */
export type Table = Readonly<Record<string, CommandDefinition | UrcDefinition<unknown>>>;

const isCommand = (definition: Table[string]): definition is CommandDefinition => 'head' in definition;

/** Makes a vocabulary of whole tables. */
export const vocabularyOf = (...tables: readonly Table[]): Vocabulary => {
  const all = tables.flatMap((table) => Object.values(table));
  return vocabulary(
    all.filter(isCommand),
    all.filter((definition) => !isCommand(definition)) as UrcDefinition<unknown>[],
  );
};

/**
 * A vocabulary and more tables. What is added is looked for first, so that a family may spell a URC otherwise.
 *
 *     vocabularyWith(standardProfile.vocabulary, { doorCommand, doorOpened })
 */
export const vocabularyWith = (known: Vocabulary, ...tables: readonly Table[]): Vocabulary => {
  const more = vocabularyOf(...tables);
  return vocabulary(
    [...more.commands, ...known.commands],
    [...more.urcs.values(), ...known.urcs.values()].flat(),
  );
};
