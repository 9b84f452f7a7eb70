import { Command } from 'commander';
import { concat, defer, EMPTY, identity } from 'rxjs';
import { type BasicOptions, basicOptions } from './options/basicOptions';
import { coloursOf, hasColours } from './output/coloursOf';
import { acceptedOptions } from './options/acceptedOptions';
import { addCompletionVerb } from './completion';
import { helpFooter } from './help/helpFooter';
import { addHelpVerb } from './help/helpVerb';
import { perform } from './perform';
import { shown } from './output/shown';
import { nothingDone } from './output/afterDone';
import { stdoutIsOpen } from './output/stdoutSink';
import { addTopics } from './help/topics';
import { reporting } from './errors/usageError';
import type { Example, Verb } from './options/verb';
import { verbs } from './verbs';
import { version } from './version';

/** The purpose of a group of verbs. */
const WORDS: Readonly<Record<string, string>> = {
  ftp: 'Transfers, lists and deletes files of an FTP server.',
  sms: 'Sends, receives, lists and deletes short messages.',
  files: 'Lists, reads, writes and deletes files on the modem.',
  certs: 'Lists, stores and deletes certificates on the modem.',
  phonebook: 'Lists, finds, writes and deletes entries of a phonebook.',
};

const EXAMPLES: readonly Example[] = [
  ['rxmodem get http://example.com/', 'without hardware, through the embedded emulator'],
  ['rxmodem info --port /dev/ttyUSB0', 'identity and state of a real modem'],
  ['rxmodem emulate --link /tmp/modem', 'a virtual modem for other programs, on a pseudo-terminal'],
];
const MORE = 'More help: rxmodem help VERB, rxmodem help exit-codes, rxmodem help environment.';

const named = (parent: Command, name: string): Command =>
  parent.commands.find((known) => known.name() === name) ??
  reporting(
    parent
      .command(name)
      .description(WORDS[name] ?? '')
      .helpCommand(false),
  );

/** The command for a usage, in the tree of commands: `ftp put <file> <url>` is below `ftp`. */
const placeFor = (root: Command, { usage, takes = {} }: Verb): Command => {
  const [words = '', ...rest] = usage.split(/\s+(?=[<[])/);
  const place = words.split(' ').reduce(named, root);
  for (const argument of rest) place.argument(argument, takes[argument.replace(/\W/g, '')] ?? '');
  return place;
};

const firstWord = ({ usage }: Verb): string => usage.replace(/ [^]*/, '');

const add = (root: Command, verb: Verb, isCalled: boolean): void => {
  const command = placeFor(root, verb).description(verb.does);
  if (!isCalled) return;
  verb.declare(command);
  basicOptions(command, verb.endless).addHelpText('after', helpFooter(verb.examples));
  acceptedOptions(command, new Command());
  reporting(command, verb.examples[0][0]).action(() => {
    const options = command.opts<BasicOptions>();
    const { json = false, timeout } = options;
    const args = (command.processedArgs as readonly (string | string[] | undefined)[]).flatMap(
      (arg) => arg ?? [],
    );
    const asks = typeof verb.asks === 'function' ? verb.asks(options) : verb.asks === true;
    perform(
      concat(
        asks || verb.endless === true ? stdoutIsOpen : EMPTY,
        defer(() => verb.run({ args, options })),
      ).pipe(asks ? nothingDone() : identity),
      { json, timeoutMs: timeout && timeout * 1_000, endsWell: verb.endsWell ?? false },
    );
  });
};

/**
 * Builds the command from its verbs. Where the words of a call begin with a verb, only verbs of that name get their options: to declare
 * those of all verbs takes a good part of a short run.
 */
export const program = (argv: readonly string[] = []): Command => {
  const all = verbs.flatMap(([, members]) => members);
  const isCall = all.some((verb) => firstWord(verb) === argv[0]);
  const root = new Command('rxmodem')
    .description('HTTP, FTP and short messages over AT modems, for the shell.')
    .usage('VERB [options]')
    .version(version())
    .configureHelp({ styleTitle: (title) => coloursOf(process.stdout).bold(title) })
    .configureOutput({
      writeOut: shown,
      writeErr: () => undefined,
      getOutHasColors: () => hasColours(process.stdout),
    })
    .addHelpText('after', helpFooter(EXAMPLES, MORE));
  for (const [group, members] of verbs) {
    root.commandsGroup(group);
    for (const verb of members) add(root, verb, !isCall || firstWord(verb) === argv[0]);
  }
  root.commandsGroup('Help:');
  addCompletionVerb(root);
  addHelpVerb(root);
  addTopics(root);
  return reporting(root);
};
