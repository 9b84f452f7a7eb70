import type { Command } from 'commander';
import { reporting } from '../errors/usageError';

const below = (parent: Command, name: string): Command => {
  const found = parent.commands.find((known) => known.name() === name);
  if (found) return found;
  if (parent.commands.length === 0)
    return parent.error(`unknown command '${name}'`, { code: 'commander.unknownCommand' });
  // Parsing says that there is none, and which may be meant.
  return parent.parse([name], { from: 'user' });
};

/** Adds `rxmodem help [words...]`: of a verb (`help ftp put`), of a topic (`help exit-codes`), or of all. */
export const addHelpVerb = (root: Command): void => {
  const command = root
    .helpCommand(false)
    .command('help')
    .argument('[words...]', 'a verb or a topic')
    .description('Shows help: of a verb, or of exit-codes or environment.')
    .action((words: readonly string[]) => words.reduce(below, root).help());
  reporting(command);
};
