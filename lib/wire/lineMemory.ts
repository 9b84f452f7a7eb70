import { trimBlanks } from '../grammar/codecs/splitFields';
import { keyOf } from '../grammar/forms/lineForm';
import type { Vocabulary } from '../grammar/vocabulary';
import { latin1 } from './latin1';
import type { Token } from './token';

/** A line without the blanks around it, and the URC that it is; that is read when it is asked for, once. */
export class Line {
  private found: Token | null | undefined;

  constructor(
    readonly text: string,
    private readonly read: (text: string) => Token | null,
  ) {}

  get urc(): Token | null {
    this.found ??= this.found === null ? null : this.read(this.text);
    return this.found;
  }
}

/** The URC that a line is, of the right shape; `null` for any other line. */
const urcReader =
  ({ urcs }: Vocabulary) =>
  (text: string): Token | null => {
    for (const definition of urcs.get(keyOf(text)) ?? []) {
      const values = definition.form.read(text);
      if (values) return Object.freeze({ kind: 'urc', definition, values, text });
    }
    return null;
  };

/** How many lines are remembered; a power of two. */
const SLOTS = 256;
/** Longer lines are not remembered: they hardly come twice, and each would keep its text alive. */
const MAX_BYTES = 128;

interface Slot {
  readonly raw: string;
  readonly line: Line;
}

/** A cheap hash of what lines differ in: their length, their header's letter, their last characters. */
const slotOf = (bytes: Uint8Array, from: number, to: number): number =>
  ((to - from) * 131 +
    (bytes[from + 1] as number) * 17 +
    (bytes[to - 1] as number) +
    (bytes[to - 2] as number) * 7 +
    (bytes[to - 3] as number) * 31) &
  (SLOTS - 1);

const isSame = (raw: string, bytes: Uint8Array, from: number, to: number): boolean => {
  if (raw.length !== to - from) return false;
  for (let at = 0; at < raw.length; at += 1) if (raw.charCodeAt(at) !== bytes[from + at]) return false;
  return true;
};

/**
 * Remembers the last few hundred lines by their bytes: modems say the same few again and again, and a line that is known needs no
 * text made and no fields read. A line that falls on another's place takes it, so a line that never comes again costs little.
 */
export class LineMemory {
  private readonly slots: (Slot | undefined)[] = new Array<Slot | undefined>(SLOTS).fill(undefined);
  private readonly read: (text: string) => Token | null;

  constructor(known: Vocabulary) {
    this.read = urcReader(known);
  }

  /** The line that stands between two places of the received bytes. */
  at(bytes: Uint8Array, from: number, to: number): Line {
    const length = to - from;
    if (length < 3 || length > MAX_BYTES) return this.of(latin1(bytes, from, to));
    const place = slotOf(bytes, from, to);
    const slot = this.slots[place];
    if (slot && isSame(slot.raw, bytes, from, to)) return slot.line;
    const raw = latin1(bytes, from, to);
    const line = this.of(raw);
    this.slots[place] = { raw, line };
    return line;
  }

  /** The line of a text. */
  of(raw: string): Line {
    return new Line(trimBlanks(raw), this.read);
  }

  /** The URC that a text is. */
  readonly urcOf = (text: string): Token | null => this.read(text);
}
