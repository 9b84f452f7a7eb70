import { type Command, Option } from 'commander';
import { networkOptions } from './networkOptions';
import { progressOptions } from './outputOptions';

/** What any verb may be given, so that scripts can hand the same options to all of them. */
const ANY: readonly string[] = [
  ...['--port', '--profile', '--baud', '--trace', '--record', '--speed'],
  ...['--apn', '--apn-user', '--apn-password', '--retries', '--ready-timeout'],
  ...['--progress', '--no-progress', '--fail'],
];

/** Takes what other verbs take and what means nothing to this one: it is accepted, checked, and not shown. */
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
