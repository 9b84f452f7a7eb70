import { gsm7Tables, type Gsm7Table } from './gsm7Tables';

/** The national language tables of a text, by their identifiers (23.038 § 6.2.1.2.4); omitted or 0: the default ones. */
export interface ShiftTables {
  readonly singleShift?: number | undefined;
  readonly lockingShift?: number | undefined;
}

interface Alphabet {
  /** Letters by their code. */
  readonly letters: readonly string[];
  /** Letters behind the escape. */
  readonly shifted: ReadonlyMap<number, string>;
  readonly septetsOf: ReadonlyMap<string, readonly number[]>;
}

const ESCAPE = 0x1b;
const SPACE = 0x20;
const SEPTET_BITS = 7;

/** The text of septets, one a byte. A code without a letter behind the escape is the letter of the base table. */
const decode = (septets: Uint8Array, tables: ShiftTables = {}): string => {
  const { letters, shifted } = alphabetOf(tables);
  let text = '';
  let isEscaped = false;
  for (const code of septets) {
    if (isEscaped) text += code === ESCAPE ? ' ' : (shifted.get(code) ?? letters[code] ?? '');
    else if (code !== ESCAPE) text += letters[code] ?? '';
    isEscaped = !isEscaped && code === ESCAPE;
  }
  return text;
};

/** The septets of a text, one a byte; `undefined` if a letter is not in the alphabet. */
const encode = (text: string, tables: ShiftTables = {}): Uint8Array | undefined => {
  const { septetsOf } = alphabetOf(tables);
  const septets: number[] = [];
  for (const letter of text) {
    const found = septetsOf.get(letter);
    if (!found) return undefined;
    septets.push(...found);
  }
  return Uint8Array.from(septets);
};

/** Packs septets into octets, from the lowest bit on, behind bits that fill up a header (23.038 § 6.1.2.1). */
const pack = (septets: Uint8Array, fillBits = 0): Uint8Array => {
  const octets = new Uint8Array(Math.ceil((fillBits + septets.length * SEPTET_BITS) / 8));
  septets.forEach((septet, at) => {
    const bit = fillBits + at * SEPTET_BITS;
    const wide = septet << (bit % 8);
    const first = bit >> 3;
    octets[first] = (octets[first] ?? 0) | (wide & 0xff);
    if (wide > 0xff) octets[first + 1] = (octets[first + 1] ?? 0) | (wide >> 8);
  });
  return octets;
};

/** Unpacks `count` septets from octets, behind bits that fill up a header. */
const unpack = (octets: Uint8Array, count: number, fillBits = 0): Uint8Array =>
  Uint8Array.from({ length: count }, (_, at) => {
    const bit = fillBits + at * SEPTET_BITS;
    const first = bit >> 3;
    const wide = (octets[first] ?? 0) | ((octets[first + 1] ?? 0) << 8);
    return (wide >> (bit % 8)) & 0x7f;
  });

/** The GSM 7-bit alphabet (3GPP 23.038 § 6): text as septets, and septets as octets, both ways. */
export const gsm7 = Object.freeze({ decode, encode, pack, unpack });

const alphabets = new Map<string, Alphabet>();

const alphabetOf = ({ singleShift = 0, lockingShift = 0 }: ShiftTables): Alphabet => {
  const key = `${singleShift} ${lockingShift}`;
  const known = alphabets.get(key) ?? makeAlphabet(singleShift, lockingShift);
  alphabets.set(key, known);
  return known;
};

const spread = (table: Gsm7Table): readonly (readonly [code: number, letter: string])[] =>
  Object.entries(table).flatMap(([first, letters]) =>
    [...letters].map((letter, at) => [Number(first) + at, letter] as const),
  );

const makeAlphabet = (singleShift: number, lockingShift: number): Alphabet => {
  const letters = [...gsm7Tables.basic];
  for (const [code, letter] of spread(gsm7Tables.languages[lockingShift]?.locking ?? {}))
    letters[code] = letter;
  const shifted = new Map(spread(gsm7Tables.languages[singleShift]?.single ?? gsm7Tables.extension));
  const septetsOf = new Map<string, readonly number[]>();
  for (const [code, letter] of shifted) if (!septetsOf.has(letter)) septetsOf.set(letter, [ESCAPE, code]);
  // The first code of a letter that stands twice; unused codes of locking tables are shown as spaces.
  for (let code = letters.length - 1; code >= 0; code -= 1)
    if (code !== ESCAPE) septetsOf.set(letters[code] ?? '', [code]);
  septetsOf.set(' ', [SPACE]);
  return { letters, shifted, septetsOf };
};
