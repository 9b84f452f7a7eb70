import { type Command, Option } from 'commander';
import { fileOption } from './fileOption';

/** Options of verbs that send a body. */
export interface DataOptions {
  readonly data?: string;
  readonly dataFile?: string;
  readonly contentType?: string;
}

/** Repeated data is a further field of the form. */
const joined = (text: string, before?: string): string => (before === undefined ? text : `${before}&${text}`);

/** Declares the options for the body. */
export const dataOptions = (verb: Command): Command =>
  verb
    .optionsGroup('Request:')
    .addOption(
      new Option(
        '-d, --data <text>',
        'send this text unchanged; repeated options are joined with &',
      ).argParser(joined),
    )
    .addOption(fileOption('--data-file <file>', 'send a file; - is the standard input').conflicts('data'))
    .option(
      '--content-type <type>',
      'Content-Type of the body (default: application/x-www-form-urlencoded, for a file application/octet-stream)',
    );
