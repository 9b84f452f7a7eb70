import type { Command } from '../lib/grammar/command';

/** What a command was answered. */
export interface Response<A = unknown> {
  readonly command: Command<A>;
  /** The first answer line, decoded; an empty object where the command answers with a result code alone. */
  readonly value: A;
  /** All answer lines, decoded. */
  readonly values: readonly A[];
  /** The answer lines as they stood, with those that nothing explains. */
  readonly lines: readonly string[];
  /** The counted bytes, as the slices that came. */
  readonly payload: readonly Uint8Array[];
  /** The result code: `OK`. */
  readonly result: string;
}
