import type { Command, CommanderError } from 'commander';
import { CliError } from './cliError';

/** The words that call a command: `rxmodem ftp put`. */
const wordsOf = (command: Command): string =>
  command.parent ? `${wordsOf(command.parent)} ${command.name()}` : command.name();

const inCommand = (command: Command): string => (command.parent ? ` of ${wordsOf(command)}` : '');

const tidy = (message: string): string =>
  message
    .replace(/^error:\s*/, '')
    .replace(/\.\s*$/, '')
    .replace(/\. (Allowed|Expected|[a-z])/g, (_, next: string) => `: ${next.toLowerCase()}`);

const suggestion = (message: string): string | undefined => /\(Did you mean ([^]*?)\?\)/.exec(message)?.[1];

const unknownVerb = (command: Command, message: string): string => {
  const word = /'([^]*?)'/.exec(message)?.[1] ?? '';
  // A password is masked up to the last @ of a message: a URL with one is shown once.
  const meant = /^https?:\/\//i.test(word) ? `get ${word.includes('@') ? 'URL' : word}` : suggestion(message);
  const next =
    meant === undefined ? `see ${wordsOf(command)} --help` : `did you mean ${wordsOf(command)} ${meant}?`;
  return `${wordsOf(command)} has no verb '${word}'; ${next}`;
};

const unknownOption = (command: Command, message: string): string => {
  const option = nameOnly(/'([^]*?)'/.exec(message)?.[1] ?? '');
  const meant = suggestion(message);
  const next = meant === undefined ? `see ${wordsOf(command)} --help` : `did you mean ${meant}?`;
  return `${wordsOf(command)} has no option '${option}'; ${next}`;
};

/** A mistyped option may carry a secret as its value: `--apn-pasword=…`, `-p…`. */
const nameOnly = (option: string): string =>
  option.startsWith('--') ? option.replace(/=[^]*$/, '') : option.slice(0, '-x'.length);

/** Options whose value may be a secret, or hold one. */
const SECRETIVE = /header|password|proxy|url|broker|user|pin|key/i;

/** What Commander says of a wrong value, without the value where it may be a secret. */
const withoutSecret = (message: string): string =>
  message.replace(
    /(option '([^']*)' (?:argument|value)) '[^]*?'(?= is invalid| from env)/,
    (all, start: string, flags: string) => (SECRETIVE.test(flags) ? start : all),
  );

const missingArgument = (command: Command, message: string, example: string | undefined): string => {
  const name = /'([^]*?)'/.exec(message)?.[1] ?? '';
  return `the argument '${name}'${inCommand(command)} is missing; ${example === undefined ? `see ${wordsOf(command)} --help` : `for example: ${example}`}`;
};

const missingVerb = (command: Command): string =>
  `the verb${inCommand(command)} is missing; see ${wordsOf(command)} --help`;

/**
 * Turns an error of Commander into one of the command: what happened, and what to do next.
 *
 *     rxmodem gte http://a/   →  rxmodem has no verb 'gte'; did you mean rxmodem get?
 */
export const usageError = (
  command: Command,
  { code, message }: CommanderError,
  example?: string,
): CliError => {
  const say = (text: string): CliError => new CliError({ kind: 'usage', message: text });
  if (code === 'commander.help') return say(missingVerb(command));
  if (code === 'commander.unknownCommand') return say(unknownVerb(command, message));
  if (code === 'commander.unknownOption') return say(unknownOption(command, message));
  if (code === 'commander.missingArgument') return say(missingArgument(command, message, example));
  return say(`${tidy(withoutSecret(message))}; see ${wordsOf(command)} --help`);
};

/** Reports wrong usage of a command with the name of that command and an example that works. */
export const reporting = (command: Command, example?: string): Command =>
  command.exitOverride((error: CommanderError) => {
    throw error.exitCode === 0 ? error : usageError(command, error, example);
  });
