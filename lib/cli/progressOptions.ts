import type { Command } from 'commander';

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
