import { resolve } from 'node:path';
import { CliError } from './errors/cliError';
import { wordsOf } from './errors/wordsOf';

const OPTION = /^--load(?:=(.*))?$/s;

/** The modules that `--load` names, in order. */
const named = (argv: readonly string[]): readonly string[] =>
  argv.flatMap((argument, at) => {
    const [found, value] = OPTION.exec(argument) ?? [];
    if (found === undefined) return [];
    const module = value ?? argv[at + 1];
    return module === undefined ? [] : [module];
  });

/**
 * Loads the modules that `--load` names, before the command looks at its other options: they register families of their own.
 *
 *     rxmodem info --load ./acme.cjs --profile acme
 *
 * Fails with `input` where one can't be loaded.
 */
export const loadFamilies = (argv: readonly string[]): void => {
  for (const module of named(argv)) {
    try {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- a module of the user's
      require(/^[./]/.test(module) ? resolve(module) : require.resolve(module, { paths: [process.cwd()] }));
    } catch (error) {
      throw new CliError({
        kind: 'input',
        where: module,
        // Behind the first line Node lists who required it.
        problem: wordsOf(error).split('\n', 1)[0] ?? '',
      });
    }
  }
};
