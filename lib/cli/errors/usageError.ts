import type { Command, CommanderError } from 'commander';
import { CliError } from './cliError';

/** The words that call a command: `rxmodem ftp put`. */
const wordsOf = (command: Command): string =>
  command.parent ? `${wordsOf(command.parent)} ${command.name()}` : command.name();

const behind = (command: Command): string => (command.parent ? ` behind ${wordsOf(command)}` : '');

const tidy = (message: string): string =>
  message
    .replace(/^error:\s*/, '')
    .replace(/\.\s*$/, '')
    .replace(/\. (Allowed|Expected|[a-z])/g, (_, next: string) => `: ${next.toLowerCase()}`);

const suggestion = (message: string): string | undefined => /\(Did you mean ([^]*?)\?\)/.exec(message)?.[1];

const unknownVerb = (command: Command, message: string): string => {
  const word = /'([^]*?)'/.exec(message)?.[1] ?? '';
  const meant = /^https?:\/\//i.test(word) ? `get ${word}` : suggestion(message);
  const next =
    meant === undefined ? `see ${wordsOf(command)} --help` : `did you mean ${wordsOf(command)} ${meant}?`;
  return `there is no verb '${word}'${behind(command)}; ${next}`;
};

const unknownOption = (command: Command, message: string): string => {
  const option = nameOnly(/'([^]*?)'/.exec(message)?.[1] ?? '');
  const meant = suggestion(message);
  const next = meant === undefined ? `see ${wordsOf(command)} --help` : `did you mean ${meant}?`;
  return `there is no option '${option}'${behind(command)}; ${next}`;
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
  return `'${name}' is missing${behind(command)}; write it like ${example ?? `${wordsOf(command)} --help`}`;
};

const missingVerb = (command: Command): string =>
  `a verb is missing${behind(command)}; see ${wordsOf(command)} --help`;

/**
 * Makes what the command says of what Commander found wrong: what happened, and what to do next.
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

/** Sees to it that whoever uses a command wrongly is told of that command, with a call of it that works. */
export const reporting = (command: Command, example?: string): Command =>
  command.exitOverride((error: CommanderError) => {
    throw error.exitCode === 0 ? error : usageError(command, error, example);
  });
