import type { Token } from '../../wire/token';
import type { Traffic } from '../../wire/traffic';

/** One line of the conversation, secrets masked, for people and recordings. */
export interface TraceEntry {
  /** Scheduler time in milliseconds. */
  readonly at: number;
  /** `>` the host, `<` the modem, `>>` and `<<` raw bytes, `#` a note of the library. */
  readonly sign: '>' | '<' | '>>' | '<<' | '#';
  /** The line; for raw bytes their number. */
  readonly text: string;
}

/** A note of the library: it crosses no port. */
interface Note {
  readonly kind: 'note';
  readonly text: string;
}

/** What the trace is made of, in order: commands and data that were written, notes, and every token. */
export type TraceEvent = Exclude<Traffic, { kind: 'heard' | 'dropped' | 'paused' }> | Token | Note;
