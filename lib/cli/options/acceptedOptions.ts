import { type Command, Option } from 'commander';
import { networkOptions } from './networkOptions';
import { progressOptions } from './outputOptions';

/** Options that every verb accepts, so that scripts can pass the same options to all of them. */
const ANY: readonly string[] = [
  ...['--port', '--profile', '--baud', '--flow', '--trace', '--record', '--speed'],
  ...['--apn', '--apn-user', '--apn-password', '--retries', '--ready-timeout'],
  ...['--progress', '--no-progress', '--fail'],
];

/** Accepts and checks options that other verbs have and that have no effect on this one. Help does not show them. */
export const acceptedOptions = (verb: Command, all: Command): void => {
  progressOptions(networkOptions(all));
  all.option('-f, --fail');
  const known = new Set(verb.options.map(({ long }) => long));
  for (const option of all.options) {
    const { long } = option;
    if (!long || !ANY.includes(long) || known.has(long)) continue;
    const hidden = new Option(option.flags).hideHelp();
    if (option.parseArg) hidden.argParser(option.parseArg);
    if (option.argChoices) hidden.choices(option.argChoices);
    verb.addOption(hidden);
  }
};
