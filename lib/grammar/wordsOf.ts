import type { CommandDefinition } from './command';
import type { UrcDefinition } from './urc';
import { vocabulary, type Vocabulary } from './vocabulary';

type Table = Readonly<Record<string, CommandDefinition | UrcDefinition<unknown>>>;

const isCommand = (definition: Table[string]): definition is CommandDefinition => 'head' in definition;

/** Makes a vocabulary of whole tables. */
export const wordsOf = (...tables: readonly Table[]): Vocabulary => {
  const all = tables.flatMap((table) => Object.values(table));
  return vocabulary(
    all.filter(isCommand),
    all.filter((definition) => !isCommand(definition)) as UrcDefinition<unknown>[],
  );
};
