import { Command } from 'commander';
import { defer } from 'rxjs';
import { commonOptions, type CommonOptions } from './commonOptions';
import { perform } from './perform';
import type { Verb } from './verb';
import { verbs } from './verbs';
import { version } from './version';

const DEFAULT_TIMEOUT_S = 300;

/** What the verbs below a word are about. */
const GROUPS: Readonly<Record<string, string>> = { ftp: 'Files of an FTP server.' };

const named = (parent: Command, name: string): Command =>
  parent.commands.find((known) => known.name() === name) ??
  parent.command(name).description(GROUPS[name] ?? '');

/** Gives the place in the tree of commands for a usage: `ftp put <file> <url>` stands below `ftp`. */
const placeFor = (root: Command, usage: string): Command => {
  const [words = '', ...rest] = usage.split(/\s+(?=[<[])/);
  const place = words.split(' ').reduce(named, root);
  for (const argument of rest) place.argument(argument);
  return place;
};

const add = (root: Command, verb: Verb): void => {
  const command = commonOptions(placeFor(root, verb.usage).description(verb.does));
  verb.declare?.(command);
  command.action(() => {
    const options = command.opts<CommonOptions>();
    const args = (command.processedArgs as readonly (string | string[] | undefined)[]).flatMap(
      (arg) => arg ?? [],
    );
    const timeout = options.timeout ?? (verb.endless ? undefined : DEFAULT_TIMEOUT_S);
    perform(
      defer(() => verb.run({ args, options })),
      { json: options.json ?? false, timeoutMs: timeout && timeout * 1_000 },
    );
  });
};

/** Puts the command together: every verb with what every verb takes. */
export const program = (): Command => {
  const root = new Command('rxmodem')
    .description('HTTP and FTP over AT modems, and what scripts need besides.')
    .version(version())
    .showSuggestionAfterError(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  for (const verb of verbs) add(root, verb);
  return root;
};
