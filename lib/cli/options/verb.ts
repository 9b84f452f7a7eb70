import type { Command } from 'commander';
import type { Observable } from 'rxjs';
import type { BasicOptions } from './basicOptions';

/** The arguments and options of a call. */
export interface Call<O extends BasicOptions = BasicOptions> {
  /** The arguments in order; repeated ones follow each other. */
  readonly args: readonly string[];
  readonly options: O;
}

/** A call that works unchanged, and what it does. */
export type Example = readonly [line: string, does: string];

/** One verb of the command: a file in `verbs/` and a line in `verbs/index.ts`. */
export interface Verb<O extends BasicOptions = BasicOptions> {
  /** Its words and arguments as Commander writes them: `get <url>`, `ftp put <file> <url>`. */
  readonly usage: string;
  /** One sentence, starting with a verb. */
  readonly does: string;
  /** What its arguments mean, by name. */
  readonly takes?: Readonly<Record<string, string>>;
  /** The first one is shown when an argument is missing. */
  readonly examples: readonly [Example, ...Example[]];
  /** True if it runs until Ctrl-C: it has no time limit by default, and does not begin if the standard output is closed. */
  readonly endless?: boolean;
  /** True if Ctrl-C is its normal end: it exits with 0 then. */
  readonly endsWell?: boolean;
  /** True if it asks and changes nothing: without an output it fails before it asks. A function where its options decide. */
  readonly asks?: boolean | ((options: object) => boolean);
  /** Declares its options, except those of every verb. */
  readonly declare: (command: Command) => unknown;
  /** Runs it. Completion is success; unsubscribing winds up the modem. */
  run(call: Call<O>): Observable<unknown>;
}
