import type { CommandDefinition } from '../grammar/command';
import type { UrcDefinition } from '../grammar/urc';
import { vocabulary, type Vocabulary } from '../grammar/vocabulary';

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
