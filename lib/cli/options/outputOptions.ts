import type { Command } from 'commander';
import { fileOption } from './fileOption';

/** What verbs take that may take long. */
export interface ProgressOptions {
  readonly progress?: boolean;
}

/** Declares them. */
export const progressOptions = (verb: Command): Command =>
  verb
    .optionsGroup('Output:')
    .option('--progress', 'show a progress bar (default: on a terminal)')
    .option('--no-progress', 'show none');

/** What verbs take that write a response's body. */
export interface OutputOptions extends ProgressOptions {
  readonly output?: string;
  readonly include?: boolean;
}

/** Declares on a verb where a response's body goes. */
export const outputOptions = (verb: Command): Command =>
  progressOptions(
    verb
      .optionsGroup('Output:')
      .addOption(
        fileOption('-o, --output <file>', 'write the body to a file, which appears when all of it is there'),
      )
      .option('-i, --include', 'status and header fields, too; with --json as one line of JSON on stdout'),
  );
