import type { LineForm } from './forms/lineForm';
import type { Request } from './parseRequest';
import type { Shape } from './forms/shape';

/** How a command asks for data that follows it on the line. */
export type Prompt =
  /** A whole line: `DOWNLOAD`. */
  | {
      readonly by: 'line';
      readonly line: string;
      /**
       * How long the modem may take to ask, in milliseconds. Then its line was lost, and the data are given unasked, if they are no
       * command line themselves (`isHarmless`): a modem that waits takes them, one that does not ignores them.
       */
      readonly withinMs?: number;
      /** True where the data do nothing before another command: padding may be given for data that may not be given unasked. */
      readonly isOnlyStored?: boolean;
    }
  /** A mark at the start of a line that does not end: `>`, maybe with a blank. */
  | {
      readonly by: 'mark';
      readonly mark: '>';
      /** How long the modem may take to ask, in milliseconds; then the command is cancelled. Default: as long as the command may take. */
      readonly withinMs?: number;
      /** What ends the input with nothing done (ESC): written where the prompt does not come, since the modem may wait for the data. */
      readonly cancelledBy?: string;
      /**
       * True where the modem waits for the counted data without a limit, and nothing ends that: it would take later commands for them.
       * Where the prompt does not come, the data are given unasked, if they are no command line themselves (`isHarmless`).
       */
      readonly isEndless?: boolean;
    }
  /** The answer itself: `+FTPPUT: 2,100` asks for 100 bytes. */
  | { readonly by: 'answer'; readonly wanted: (answer: never) => number };

/** What ends a command, besides `ERROR` and its relatives. */
export type Ending<A> =
  /**
   * A final result code; `words` are those that stand for `OK` (`SHUT OK`), `failures` those that stand for `ERROR` (`BUSY`).
   * `waitsForPeer` says that the code comes when the far end has answered: no wait for it outlives a URC that says that nothing
   * more comes.
   */
  | {
      readonly by: 'final';
      readonly words?: readonly string[];
      readonly failures?: readonly string[];
      readonly waitsForPeer?: boolean;
    }
  /**
   * `OK` comes first, then the answer streams, until the block that is marked as the last one. Where that block carries a code, any
   * but 0 is a failure (`ended`), and one that comes before `OK` is a URC: the result of a command that ended before.
   */
  | {
      readonly by: 'last-answer';
      readonly isLast: (answer: A) => boolean;
      readonly codeOf?: (answer: A) => number;
    }
  /** Its answer, with no result code behind it (`CIFSR`). */
  | { readonly by: 'answer' };

/** One command, ready to be written. */
export interface Command<A = unknown> {
  readonly definition: CommandDefinition;
  readonly args: Readonly<Record<string, unknown>>;
  /** What is written, without the closing CR: `AT+HTTPREAD=0,5`. */
  readonly text: string;
  /** The same with secrets masked, for people. */
  readonly redacted: string;
  /** How long it may take, in milliseconds, where that is not the definition's `timeoutMs`. */
  readonly timeoutMs?: number;
  /** The names on a raw line, in upper case: lines that begin with one are its answers, even where they look like a URC. */
  readonly names?: ReadonlySet<string>;
  /** Whether it is a line that somebody typed (`raw`): lines that can't be read are answers, too. */
  readonly isTyped?: boolean;
  /** Carries the type of its answers; never set. */
  readonly answers?: A;
}

/** What the tokenizer and the emulator need to know of a command, whatever its types. */
export interface CommandDefinition {
  readonly head: string;
  /** Documentation, as are `source` and `example`: all three are empty in the build for browsers, which leaves them out. */
  readonly does: string;
  readonly source: string;
  readonly takes: Shape;
  readonly secret: ((args: never) => readonly string[]) | undefined;
  readonly hidesAnswer: boolean;
  readonly hidesData: boolean;
  readonly holdsTexts: boolean;
  readonly bringsHead: boolean;
  readonly answer: LineForm<Readonly<Record<string, unknown>>> | undefined;
  readonly mayBeEmpty: boolean;
  readonly payload: ((answer: never, args: never) => number) | undefined;
  readonly payloadAtOnce: ((args: never) => number) | undefined;
  readonly prompt: Prompt | undefined;
  readonly ending: Ending<never>;
  readonly timeoutMs: number;
  readonly probeMs: number | undefined;
  readonly fetches: boolean;
  readonly asks: boolean;
  readonly consumes: boolean;
  readonly example: string;
  /** The arguments, where the request is this command. */
  recognise(request: Request): Readonly<Record<string, unknown>> | undefined;
}
