import { type Command, Option } from 'commander';
import { fileOption } from './fileOption';
import { numberOption } from './numberOption';

/** Options of every verb. */
export interface BasicOptions {
  readonly json?: boolean;
  /** A module of the user's, which is loaded before the options are read. */
  readonly load?: string;
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
    .addOption(fileOption('--load <module>', 'load a module that registers families of your own first'))
    .addOption(endless ? timeout : timeout.default(DEFAULT_TIMEOUT_S))
    .addHelpOption(new Option('-h, --help', 'show this help').helpGroup('General:'));
};
