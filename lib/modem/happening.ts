import type { Token } from '../wire/token';
import type { Traffic } from '../wire/traffic';

/** Something to show in the trace that is neither said nor heard. */
export interface Note {
  readonly kind: 'note';
  readonly text: string;
}

/** What the trace is made of, in order: what was said and given, notes, and every token. */
export type Happening = Exclude<Traffic, { kind: 'heard' | 'dropped' }> | Token | Note;
