import type { Command } from 'commander';
import type { Observable } from 'rxjs';
import type { CommonOptions } from './commonOptions';

/** What a verb was called with. */
export interface Call<O extends object = object> {
  /** Its arguments; those that may be repeated as they came, one after the other. */
  readonly args: readonly string[];
  readonly options: CommonOptions & O;
}

/** One verb of the command: a file in `verbs/`, and a line in its list. */
export interface Verb<O extends object = object> {
  /** Its words and arguments as Commander writes them: `get <url>`, `ftp put <file> <url>`. */
  readonly usage: string;
  /** One sentence, starting with a verb. */
  readonly does: string;
  /** True where it runs until Ctrl-C: it has no deadline unless one is given. */
  readonly endless?: boolean;
  /** Declares the options that only this verb has. */
  readonly declare?: (command: Command) => unknown;
  /** Does it. Completing is success; unsubscribing winds up. */
  run(call: Call<O>): Observable<unknown>;
}
