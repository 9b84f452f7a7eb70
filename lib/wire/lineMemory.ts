import { trimBlanks } from '../grammar/codecs/splitFields';
import { keyOf, plainWords } from '../grammar/forms/lineForm';
import type { UrcDefinition } from '../grammar/urc';
import type { Vocabulary } from '../grammar/vocabulary';
import { latin1 } from '../grammar/latin1';
import type { Fields, UrcToken } from './token';

/** A URC's definition and the values of one line. */
interface UrcReading {
  readonly definition: UrcDefinition;
  readonly values: Fields;
}

type ReadUrc = (text: string) => UrcReading | null;

/** A line without the blanks around it, and the URC that it is; that is read when it is asked for, once. */
export class Line {
  readonly text: string;
  private reading: UrcReading | null | undefined;

  constructor(
    readonly raw: string,
    private readonly read: ReadUrc,
    private readonly readLoosely: ReadUrc,
  ) {
    this.text = trimBlanks(raw);
  }

  /** What the URC is that the line is; `undefined` for any other line. */
  get definition(): UrcDefinition | undefined {
    return this.urc()?.definition;
  }

  /** The URC that the line is, as a token of its own; `null` for any other line. */
  token(): UrcToken | null {
    const urc = this.urc();
    return urc && { kind: 'urc', definition: urc.definition, values: urc.values, text: this.text };
  }

  /** The same where the line is spelled in another way: quotes, case of the header, blanks. */
  looseToken(): UrcToken | null {
    const urc = this.readLoosely(this.text);
    return urc && { kind: 'urc', definition: urc.definition, values: urc.values, text: this.text };
  }

  private urc(): UrcReading | null {
    if (this.reading === undefined) this.reading = this.read(this.text);
    return this.reading;
  }
}

const urcReader = ({ urcs }: Vocabulary): ReadUrc => {
  const withText = textBringers(urcs);
  return (text) => {
    const key = keyOf(text);
    const definitions = urcs.get(key);
    for (let at = 0; definitions && at < definitions.length; at += 1) {
      const definition = definitions[at] as UrcDefinition;
      const values = definition.form.read(text);
      if (values) return { definition, values };
    }
    const odd = withText.get(upperKey(key));
    return odd ? richest(odd, text) : null;
  };
};

const upperKey = (key: string): string => trimBlanks(key).toUpperCase();

/**
 * URCs with a header that may bring a text in the next line, which must not be taken for a line of its own: they are found in any
 * spelling at once.
 */
const textBringers = (urcs: Vocabulary['urcs']): ReadonlyMap<string, readonly UrcDefinition[]> =>
  new Map(
    [...urcs].flatMap(([key, all]) =>
      all.some(({ followedBy }) => followedBy === 'text') ? [[key.toUpperCase(), all] as const] : [],
    ),
  );

/** Of several URCs, the one that explains most of the line: fields beyond a shape are no matter to it. */
const richest = (definitions: readonly UrcDefinition[], text: string): UrcReading | null => {
  let found: UrcReading | null = null;
  let most = -1;
  for (const definition of definitions) {
    const values = definition.form.readLoosely?.(text);
    const size = values ? Object.keys(values).length + fixedFields(definition) : most;
    if (!values || size <= most) continue;
    found = { definition, values };
    most = size;
  }
  return found;
};

/** How many fields a URC's name fixes: two in `+FTPPUT: 1,1,`. */
const fixedFields = ({ name }: UrcDefinition): number => name.split(',').length - 1;

/** Whether a line is the answer to some command, to the letter: `+CREG: 2,1` is no URC whose cell lost its quotes. */
const answersSome = ({ commands }: Vocabulary, text: string): boolean => {
  const key = keyOf(text);
  return commands.some(({ answer }) => answer?.key === key && answer.read(text) !== undefined);
};

/** URCs by their words alone: words may be joined otherwise, so that the first one is another (`UNDER_VOLTAGE WARNNING`). */
const wordsOf = (known: Vocabulary): ReadonlyMap<string, readonly UrcDefinition[]> => {
  const all = [...known.urcs.values()].flat();
  return new Map(all.map((definition) => [plainWords(definition.name), [definition]]));
};

const looseUrcReader = (known: Vocabulary): ReadUrc => {
  const byWords = wordsOf(known);
  return (text) => {
    const definitions = known.urcs.get(upperKey(keyOf(text))) ?? byWords.get(plainWords(text));
    if (definitions === undefined || answersSome(known, text)) return null;
    return richest(definitions.filter(isOfOneLine), text);
  };
};

const isOfOneLine = ({ followedBy, spansLines }: UrcDefinition): boolean =>
  followedBy === undefined && !spansLines;

/** How many lines are remembered; a power of two. */
const SLOTS = 256;
/** Longer lines are not remembered: they hardly come twice, and each would keep its text alive. */
const MAX_BYTES = 128;

/** A cheap hash of what lines differ in: their length, their header's letter, their last characters. */
const slotOf = (bytes: Uint8Array, from: number, to: number): number =>
  ((to - from) * 131 +
    (bytes[from + 1] as number) * 17 +
    (bytes[to - 1] as number) +
    (bytes[to - 2] as number) * 7 +
    (bytes[to - 3] as number) * 31) &
  (SLOTS - 1);

/** From the end on: lines of one length with one header mostly differ in their last values. */
const isSame = (raw: string, bytes: Uint8Array, from: number, to: number): boolean => {
  if (raw.length !== to - from) return false;
  for (let at = raw.length - 1; at >= 0; at -= 1) if (raw.charCodeAt(at) !== bytes[from + at]) return false;
  return true;
};

const memories = new WeakMap<Vocabulary, LineMemory>();

/**
 * Remembers the last few hundred lines by their bytes: modems say the same few again and again, and a line that is known needs no
 * text made and no fields read. A line that falls on another's place takes it, so a line that never comes again costs little.
 */
export class LineMemory {
  private readonly slots: (Line | undefined)[] = new Array<Line | undefined>(SLOTS).fill(undefined);
  private readonly read: ReadUrc;
  private readonly readLoosely: ReadUrc;

  constructor(known: Vocabulary) {
    this.read = urcReader(known);
    this.readLoosely = looseUrcReader(known);
  }

  /** The memory of a vocabulary. All modems of the vocabulary share it, since the meaning of a line depends on nothing else. */
  static of(known: Vocabulary): LineMemory {
    const shared = memories.get(known) ?? new LineMemory(known);
    memories.set(known, shared);
    return shared;
  }

  /** The line that stands between two places of the received bytes. */
  at(bytes: Uint8Array, from: number, to: number): Line {
    const length = to - from;
    if (length < 3 || length > MAX_BYTES) return this.lineOf(latin1(bytes, from, to));
    const place = slotOf(bytes, from, to);
    const known = this.slots[place];
    if (known && isSame(known.raw, bytes, from, to)) return known;
    const line = this.lineOf(latin1(bytes, from, to));
    this.slots[place] = line;
    return line;
  }

  /** The line of a text. */
  lineOf(raw: string): Line {
    return new Line(raw, this.read, this.readLoosely);
  }
}
