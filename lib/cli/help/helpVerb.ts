import type { Command } from 'commander';
import { reporting } from '../errors/usageError';

const below = (parent: Command, name: string): Command => {
  const found = parent.commands.find((known) => known.name() === name);
  if (found) return found;
  if (parent.commands.length === 0)
    return parent.error(`unknown command '${name}'`, { code: 'commander.unknownCommand' });
  // Parsing reports that the verb does not exist, and suggests one.
  return parent.parse([name], { from: 'user' });
};

/** Adds `rxmodem help [words...]`: for a verb (`help ftp put`), for a topic (`help exit-codes`), or in general. */
export const addHelpVerb = (root: Command): void => {
  const command = root
    .helpCommand(false)
    .command('help')
    .argument('[words...]', 'a verb or a topic')
    .description('Shows help for a verb, for exit-codes or for environment.')
    .action((words: readonly string[]) => words.reduce(below, root).help());
  reporting(command);
};
