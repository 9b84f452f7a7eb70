import { type Command, Option } from 'commander';
import { fileOption } from './fileOption';

/** What verbs take that send a body. */
export interface DataOptions {
  readonly data?: string;
  readonly dataFile?: string;
  readonly contentType?: string;
}

/** Data that is given again is another field of the form. */
const joined = (text: string, before?: string): string => (before === undefined ? text : `${before}&${text}`);

/** Declares on a verb what it sends. */
export const dataOptions = (verb: Command): Command =>
  verb
    .optionsGroup('Request:')
    .addOption(
      new Option('-d, --data <text>', 'send this text as it stands; if repeated, joined with &').argParser(
        joined,
      ),
    )
    .addOption(
      fileOption('--data-file <file>', 'send a file, or with - the standard input').conflicts('data'),
    )
    .option(
      '--content-type <type>',
      'what is sent (default: application/x-www-form-urlencoded, of a file application/octet-stream)',
    );
