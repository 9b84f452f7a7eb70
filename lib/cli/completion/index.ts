import { Argument, type Command } from 'commander';
import { helpFooter } from '../help/helpFooter';
import { shown } from '../output/shown';
import { reporting } from '../errors/usageError';
import type { Example } from '../options/verb';
import { bash } from './bash';
import { fish } from './fish';
import { type VerbShape, verbShapes } from './verbShape';
import { zsh } from './zsh';

type Shell = 'bash' | 'zsh' | 'fish';

const SCRIPTS: Readonly<Record<Shell, (shapes: readonly VerbShape[]) => string>> = { bash, zsh, fish };

const EXAMPLES: readonly Example[] = [
  ['source <(rxmodem completion bash)', 'in ~/.bashrc'],
  ['source <(rxmodem completion zsh)', 'in ~/.zshrc, after compinit'],
  ['rxmodem completion fish | source', 'in ~/.config/fish/config.fish'],
];

/** Adds `rxmodem completion <shell>`, which prints a script made from the declarations of all verbs below `root`. */
export const addCompletionVerb = (root: Command): void => {
  const command = root
    .command('completion')
    .description('Prints the script that makes a shell complete verbs, options and their values.')
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(SCRIPTS)))
    .addHelpText('after', helpFooter(EXAMPLES))
    .action((shell: Shell) => shown(SCRIPTS[shell](verbShapes(root))));
  reporting(command, 'source <(rxmodem completion bash)');
};
