import { type Command, Option } from 'commander';
import { type AccessOptions, accessOptions } from './accessOptions';
import { fileOption } from './fileOption';
import { type ModemOptions, modemOptions } from './modemOptions';

/** Options of `doctor`. */
export interface DoctorVerbOptions extends Omit<ModemOptions, 'port'>, AccessOptions {
  /** Missing: the ports of this machine are looked at. */
  readonly port?: string;
  readonly fix?: boolean;
  /** A URL; `true` for the usual one. */
  readonly online?: string | true;
  /** A file name. */
  readonly report?: string;
}

/** Declares them. */
export const doctorOptions = (verb: Command): Command =>
  modemOptions(
    accessOptions(
      verb
        .optionsGroup('Examination:')
        .option('--fix', 'set right what does no harm, and store it (default: change nothing)')
        .addOption(new Option('--online [url]', 'fetch a page at the end, which costs data (default: none)'))
        .addOption(
          fileOption(
            '--report <file>',
            'write checks and conversation to a file, without numbers and addresses',
          ),
        )
        .optionsGroup('Network:'),
    ),
    null,
  );
