import { type Command, InvalidArgumentError, Option } from 'commander';
import { fileOption } from './fileOption';

/** A part of the body: a text as it stands, or a file that is read, `-` for the standard input. */
export type DataPart =
  | { readonly kind: 'text'; readonly text: string }
  /** `isBinary`: the bytes as they stand, else without line ends, as in curl. */
  | { readonly kind: 'file'; readonly path: string; readonly isBinary: boolean };

/** Options of verbs that send a body. */
export interface DataOptions {
  readonly data?: readonly DataPart[];
  readonly dataBinary?: readonly DataPart[];
  readonly dataRaw?: readonly DataPart[];
  readonly dataFile?: string;
  readonly contentType?: string;
}

/** Reads a value: `@FILE` and `@-` name what is read, and `-` alone is the standard input, too. */
const partOf =
  (isBinary: boolean) =>
  (text: string, before: readonly DataPart[] = []): readonly DataPart[] => {
    if (text !== '-' && !text.startsWith('@')) return [...before, { kind: 'text', text }];
    const path = text.replace(/^@/, '');
    if (path === '') throw new InvalidArgumentError('it must name a file behind @');
    return [...before, { kind: 'file', path, isBinary }];
  };

const rawPart = (text: string, before: readonly DataPart[] = []): readonly DataPart[] => [
  ...before,
  { kind: 'text', text },
];

/** Declares the options for the body. */
export const dataOptions = (verb: Command): Command =>
  verb
    .optionsGroup('Request:')
    .addOption(
      new Option(
        '-d, --data <text>',
        'send this text unchanged, or with @FILE the text of a file without its line ends; - or @- is the standard input; repeated options are joined with &',
      ).argParser(partOf(false)),
    )
    .addOption(
      new Option('--data-binary <text>', 'the same, but a file with its line ends')
        .argParser(partOf(true))
        .conflicts('data'),
    )
    .addOption(
      new Option('--data-raw <text>', 'the same, but @ and - have no meaning')
        .argParser(rawPart)
        .conflicts(['data', 'dataBinary']),
    )
    .addOption(
      fileOption('--data-file <file>', 'send a file; - is the standard input').conflicts([
        'data',
        'dataBinary',
        'dataRaw',
      ]),
    )
    .option(
      '--content-type <type>',
      'Content-Type of the body (default: application/x-www-form-urlencoded, for --data-file application/octet-stream)',
    );
