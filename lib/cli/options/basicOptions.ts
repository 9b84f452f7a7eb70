import { type Command, Option } from 'commander';
import { numberOption } from './numberOption';

/** What every verb takes. */
export interface BasicOptions {
  readonly json?: boolean;
  /** Seconds. */
  readonly timeout?: number;
}

const DEFAULT_TIMEOUT_S = 300;

/** Declares on a verb what every verb takes. One that is `endless` has no deadline unless it is given one. */
export const basicOptions = (verb: Command, endless = false): Command => {
  const timeout = new Option('--timeout <seconds>', 'limit for all of it').argParser(
    numberOption(0.001, { fraction: true }),
  );
  return verb
    .optionsGroup('General:')
    .option('--json', 'results and errors as JSON')
    .addOption(endless ? timeout : timeout.default(DEFAULT_TIMEOUT_S))
    .addHelpOption(new Option('-h, --help', 'show this').helpGroup('General:'));
};
