import type { Command } from 'commander';
import { fileOption } from './fileOption';

/** Options of verbs that may take long. */
export interface ProgressOptions {
  readonly progress?: boolean;
}

/** Declares them. */
export const progressOptions = (verb: Command): Command =>
  verb
    .optionsGroup('Output:')
    .option('--progress', 'show a progress bar (default: on a terminal)')
    .option('--no-progress', 'show no progress bar');

/** Options of verbs that write a response body. */
export interface OutputOptions extends ProgressOptions {
  readonly output?: string;
  readonly include?: boolean;
}

/** Declares the options for the response body. */
export const outputOptions = (verb: Command): Command =>
  progressOptions(
    verb
      .optionsGroup('Output:')
      .addOption(fileOption('-o, --output <file>', 'write the body to a file (created only when complete)'))
      .option(
        '-i, --include',
        'also write status and header fields; with --json as one line of JSON on stdout',
      ),
  );
