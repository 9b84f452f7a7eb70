import type { Command } from '../grammar/command';

/** What came behind counted bytes so far: how many line ends, and how many lines that were not the command's own. */
export interface Tail {
  readonly breaks: number;
  readonly lines: number;
  /** Whether the counted bytes themselves ended with a line end, CR and LF. */
  readonly endedInBreak: boolean;
}

/** The command that holds the line, and how far it has got. */
export interface Open {
  readonly command: Command;
  readonly echoed: boolean;
  /** `OK` came first, and the answer is still streaming. */
  readonly accepted: boolean;
  readonly prompted: boolean;
  /** How many counted bytes its last answer announced. */
  readonly expected: number;
  readonly tail: Tail | undefined;
  /** How many bytes come with nothing that announces them, until they come. */
  readonly unannounced: number;
  /** The line end in front of them came: what follows are they, unless a URC slips in between. */
  readonly begun: boolean;
}

/** A command that was just said. */
export const opened = (command: Command): Open => ({
  command,
  echoed: false,
  accepted: false,
  prompted: false,
  expected: 0,
  tail: undefined,
  unannounced: command.definition.payloadAtOnce?.(command.args as never) ?? 0,
  begun: false,
});
