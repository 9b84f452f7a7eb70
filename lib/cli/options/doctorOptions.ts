import { type Command, Option } from 'commander';
import { type AccessOptions, accessOptions } from './accessOptions';
import { fileOption } from './fileOption';
import { type ModemOptions, modemOptions } from './modemOptions';

/** Options of `doctor`. */
export interface DoctorVerbOptions extends Omit<ModemOptions, 'port'>, AccessOptions {
  /** Missing: the ports of this machine are looked at. */
  readonly port?: string;
  readonly fix?: boolean;
  /** URLs; `true` for the usual ones. */
  readonly online?: readonly string[] | true;
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
        .addOption(
          new Option(
            '--online [url]',
            'fetch http://, https:// or ftp:// at the end, which costs data (default: nothing; without a URL a page by HTTP and by TLS); may be repeated',
          ).argParser((url: string, before: unknown): readonly unknown[] => [
            ...(Array.isArray(before) ? (before as readonly unknown[]) : []),
            url,
          ]),
        )
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
