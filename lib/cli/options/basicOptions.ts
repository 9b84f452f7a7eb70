import { type Command, Option } from 'commander';
import { numberOption } from './numberOption';

/** Options of every verb. */
export interface BasicOptions {
  readonly json?: boolean;
  /** Seconds. */
  readonly timeout?: number;
}

const DEFAULT_TIMEOUT_S = 300;

/** Declares the options of every verb. An `endless` verb has no time limit by default. */
export const basicOptions = (verb: Command, endless = false): Command => {
  const timeout = new Option('--timeout <seconds>', 'overall time limit').argParser(
    numberOption(0.001, { fraction: true }),
  );
  return verb
    .optionsGroup('General:')
    .option('--json', 'print results and errors as JSON')
    .addOption(endless ? timeout : timeout.default(DEFAULT_TIMEOUT_S))
    .addHelpOption(new Option('-h, --help', 'show this help').helpGroup('General:'));
};
