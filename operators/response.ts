import type { Command } from '../lib/grammar/command';

/** The answer to a command. */
export interface Response<A = unknown> {
  readonly command: Command<A>;
  /** The first answer line, decoded; an empty object when the command answers with a result code alone. */
  readonly value: A;
  /** All answer lines, decoded. */
  readonly values: readonly A[];
  /** The answer lines as they came, unexplained lines included. */
  readonly lines: readonly string[];
  /** The counted bytes, in slices; where they are cut means nothing. */
  readonly payload: readonly Uint8Array[];
  /** The result code: `OK`. */
  readonly result: string;
}
