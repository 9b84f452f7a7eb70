import type { Command } from 'commander';
import type { Observable } from 'rxjs';
import type { BasicOptions } from './basicOptions';

/** What a verb was called with. */
export interface Call<O extends BasicOptions = BasicOptions> {
  /** Its arguments; those that may be repeated as they came, one after the other. */
  readonly args: readonly string[];
  readonly options: O;
}

/** A call that works as it stands, and what it is good for. */
export type Example = readonly [line: string, does: string];

/** One verb of the command: a file in `verbs/`, and a line in its list. */
export interface Verb<O extends BasicOptions = BasicOptions> {
  /** Its words and arguments as Commander writes them: `get <url>`, `ftp put <file> <url>`. */
  readonly usage: string;
  /** One sentence, starting with a verb. */
  readonly does: string;
  /** What its arguments are, by name. */
  readonly takes?: Readonly<Record<string, string>>;
  /** The first one is shown to whoever forgot an argument. */
  readonly examples: readonly [Example, ...Example[]];
  /** True where it runs until Ctrl-C: it has no deadline unless one is given. */
  readonly endless?: boolean;
  /** True where Ctrl-C is its proper end: it exits with 0 then. */
  readonly endsWell?: boolean;
  /** Declares its options, but for those that every verb has. */
  readonly declare: (command: Command) => unknown;
  /** Does it. Completing is success; unsubscribing winds up. */
  run(call: Call<O>): Observable<unknown>;
}
