import type { Command } from '../grammar/command';
import type { FinalResult } from '../grammar/errors/resultCodes';
import type { UrcDefinition } from '../grammar/urc';

export type Fields = Readonly<Record<string, unknown>>;

/** One thing that the modem said. What belongs to a command names it: a stray `OK` can never end another command. */
export type Token =
  /** The command's own text, come back. */
  | { readonly kind: 'echo'; readonly command: Command; readonly text: string }
  /** `OK` came first: the answer follows, and the line stays the command's. */
  | { readonly kind: 'accepted'; readonly command: Command }
  /** An information response, decoded, and how many counted bytes it announces. */
  | {
      readonly kind: 'info';
      readonly command: Command;
      readonly values: Fields;
      readonly text: string;
      readonly bytes: number;
    }
  /** Some of the counted bytes: a slice of what came, and how many are still to come. */
  | { readonly kind: 'payload'; readonly command: Command; readonly bytes: Uint8Array; readonly left: number }
  /** The modem waits for data; `wanted` is the number of bytes where it names one. */
  | { readonly kind: 'prompt'; readonly command: Command; readonly wanted: number | undefined }
  /** The command has ended. */
  | { readonly kind: 'final'; readonly command: Command; readonly result: FinalResult }
  /** Counted bytes did not end where they should; the command is given up. */
  | { readonly kind: 'corrupt'; readonly command: Command; readonly expectedBytes: number }
  /**
   * Something that the modem says on its own, decoded; `body` is the line that follows it (`+CMT`). Behind a URC with counted bytes,
   * `lineEnds` says how many line ends stood between those bytes and this line: another number than usual means that bytes were lost.
   */
  | {
      readonly kind: 'urc';
      readonly definition: UrcDefinition;
      readonly values: Fields;
      readonly text: string;
      readonly body?: string;
      readonly lineEnds?: number;
    }
  /** A line that nothing explains: kept, never dropped. `command` is the one that was open. */
  | { readonly kind: 'unknown'; readonly text: string; readonly command: Command | undefined };

/** A token of something that the modem says on its own. */
export type UrcToken = Token & { readonly kind: 'urc' };
