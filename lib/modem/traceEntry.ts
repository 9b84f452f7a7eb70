/** One line of the conversation, secrets masked, for people and recordings. */
export interface TraceEntry {
  /** Scheduler time in milliseconds. */
  readonly at: number;
  /** `>` the host, `<` the modem, `>>` and `<<` raw bytes, `#` a note of the library. */
  readonly sign: '>' | '<' | '>>' | '<<' | '#';
  /** The line; for raw bytes a count. */
  readonly text: string;
}
