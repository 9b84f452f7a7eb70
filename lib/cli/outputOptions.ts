import type { Command } from 'commander';

/** What verbs take that write a response's body. */
export interface OutputOptions {
  readonly output?: string;
  readonly include?: boolean;
}

/** Declares on a verb where a response's body goes. */
export const outputOptions = (verb: Command): Command =>
  verb
    .option('-o, --output <file>', 'write the body to a file, which appears when all of it is there')
    .option('-i, --include', 'status and header fields, too; with --json as one line of JSON on stdout');
