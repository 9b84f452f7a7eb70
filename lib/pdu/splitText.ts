import { invalidArgument } from '../grammar/errors/modemError';
import { gsm7, type ShiftTables } from './gsm7';
import { gsm7Tables } from './gsm7Tables';
import { transliterate } from './transliterate';
import { ucs2 } from './ucs2';

/** How a text is spelled and split. */
export interface SplitOptions {
  /** Default `auto`: GSM 7-bit if every letter is in its alphabet, else UCS-2. `gsm7` fails for a letter that is not. */
  readonly encoding?: 'auto' | 'gsm7' | 'ucs2' | undefined;
  /** Writes what the GSM 7-bit alphabet lacks by what looks like it: `’` as `'`, `ó` as `o`, a tab as a space. Default no. */
  readonly lossy?: boolean | undefined;
  /**
   * Languages (ISO 639-1: tr es pt bn gu hi kn ml or pa ta te ur) whose letters may be written in 7 bits, if that takes fewer
   * parts. Old phones show wrong letters. Default none.
   */
  readonly languages?: readonly string[] | undefined;
  /** Bits of the reference that joins parts. Default 8. */
  readonly referenceBits?: 8 | 16 | undefined;
  /** Octets of other header elements in each part: 6 for ports of 16 bits. Default 0. */
  readonly headerOctets?: number | undefined;
}

/** A part of a text. */
export interface TextPart {
  readonly text: string;
  /** Septets one a byte, or octets. */
  readonly units: Uint8Array;
}

/** A text in parts, each of which fits a message. */
export interface TextSplit extends ShiftTables {
  readonly encoding: 'gsm7' | 'ucs2';
  readonly parts: readonly TextPart[];
  /** Septets or UTF-16 units that a part can hold. */
  readonly maxUnits: number;
  /** Why it is UCS-2: the first letter that is not in the GSM 7-bit alphabet, and where. */
  readonly forcedBy: { readonly letter: string; readonly at: number } | undefined;
}

/** Octets of user data. */
const MAX_OCTETS = 140;
const SHIFT_OCTETS = 3;
const concatOctets = (bits: 8 | 16): number => (bits === 8 ? 5 : 6);

type Spelling = ShiftTables & { readonly encoding: TextSplit['encoding'] };

/** Septets, units or octets that fit behind header elements of a given number of octets (23.040 § 9.2.3.24). */
export const capacity = (encoding: 'gsm7' | 'ucs2' | 'binary', elementOctets: number): number => {
  const octets = MAX_OCTETS - (elementOctets === 0 ? 0 : elementOctets + 1);
  if (encoding === 'gsm7') return Math.floor((octets * 8) / 7);
  return encoding === 'ucs2' ? Math.floor(octets / 2) : octets;
};

/**
 * Splits a text into parts that fit a message each: never inside an escaped letter, a surrogate pair or (where the platform knows
 * them) a letter with its marks. Fails with `invalid-argument` for what can't be spelled.
 *
 *     '😀'.repeat(36)  →  { encoding: 'ucs2', parts: 33 and 3 letters, maxUnits: 67 }
 */
export const splitText = (text: string, options: SplitOptions = {}): TextSplit => {
  const alone = ucs2.loneAt(text);
  if (alone >= 0)
    return invalidArgument('text', `half a surrogate pair stands alone at ${alone}: no text is spelled so`);
  const wanted = options.lossy && options.encoding !== 'ucs2' ? transliterate(text) : text;
  const found = spellings(wanted, options).map((spelling) => cut(wanted, spelling, options));
  const [best, ...others] = found;
  if (!best) return notInAlphabet(wanted);
  return others.reduce((one, other) => (other.parts.length < one.parts.length ? other : one), best);
};

/** The first spelling wins unless a later one takes fewer parts. */
const spellings = (
  text: string,
  { encoding = 'auto', languages = [] }: SplitOptions,
): readonly Spelling[] => {
  if (encoding === 'ucs2') return [{ encoding: 'ucs2' }];
  if (gsm7.encode(text)) return [{ encoding: 'gsm7' }];
  const shifted = languages
    .flatMap(tablesOf)
    .filter((tables) => gsm7.encode(text, tables) !== undefined)
    .map((tables): Spelling => ({ encoding: 'gsm7', ...tables }));
  return encoding === 'gsm7' ? shifted : [{ encoding: 'ucs2' }, ...shifted];
};

const tablesOf = (language: string): readonly ShiftTables[] => {
  const [id, tables] =
    Object.entries(gsm7Tables.languages).find(([, one]) => one.language === language) ?? [];
  if (!tables) return invalidArgument('languages', `${language} has no table in the GSM 7-bit alphabet`);
  const shift = Number(id);
  const single = { singleShift: shift };
  return tables.locking
    ? [single, { lockingShift: shift }, { singleShift: shift, lockingShift: shift }]
    : [single];
};

const foreign = (text: string): TextSplit['forcedBy'] => {
  const letter = [...text].find((one) => !gsm7.encode(one));
  return letter === undefined ? undefined : { letter, at: text.indexOf(letter) };
};

const notInAlphabet = (text: string): never => {
  const { letter = '', at = 0 } = foreign(text) ?? {};
  return invalidArgument(
    'text',
    `${JSON.stringify(letter)} at ${at} is not in the GSM 7-bit alphabet: send it as ucs2, or let it be changed (lossy)`,
  );
};

const cut = (text: string, spelling: Spelling, options: SplitOptions): TextSplit => {
  const { encoding, singleShift, lockingShift } = spelling;
  const shifts = [singleShift, lockingShift].filter((shift) => shift !== undefined).length;
  const elements = (options.headerOctets ?? 0) + shifts * SHIFT_OCTETS;
  const whole = capacity(encoding, elements);
  const isWhole = sizeOf(text, spelling) <= whole;
  const maxUnits = isWhole ? whole : capacity(encoding, elements + concatOctets(options.referenceBits ?? 8));
  const pieces = isWhole ? [text] : gather(text, spelling, maxUnits);
  return Object.freeze({
    ...spelling,
    parts: pieces.map((piece) => ({ text: piece, units: unitsOf(piece, spelling) })),
    maxUnits,
    forcedBy: encoding === 'ucs2' && options.encoding !== 'ucs2' ? foreign(text) : undefined,
  });
};

/** Fills parts with whole letters. */
const gather = (text: string, spelling: Spelling, maxUnits: number): readonly string[] => {
  const parts: string[] = [];
  let [part, size] = ['', 0];
  for (const piece of lettersOf(text, spelling, maxUnits)) {
    const more = sizeOf(piece, spelling);
    if (size + more > maxUnits) {
      parts.push(part);
      [part, size] = ['', 0];
    }
    part += piece;
    size += more;
  }
  return [...parts, part];
};

/** Made by the first text that needs it: it takes longer to load than the rest of this room. */
let segmenter: Intl.Segmenter | undefined;

/** Letters with their marks, where they fit a part; else code points. */
const lettersOf = (text: string, spelling: Spelling, maxUnits: number): readonly string[] => {
  const canSegment = typeof Intl === 'object' && 'Segmenter' in Intl;
  if (spelling.encoding === 'gsm7' || !canSegment) return [...text];
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), ({ segment }) => segment).flatMap((letter) =>
    letter.length <= maxUnits ? [letter] : [...letter],
  );
};

const unitsOf = (text: string, spelling: Spelling): Uint8Array =>
  spelling.encoding === 'gsm7' ? (gsm7.encode(text, spelling) ?? new Uint8Array()) : ucs2.encode(text);

const sizeOf = (text: string, spelling: Spelling): number =>
  spelling.encoding === 'gsm7' ? unitsOf(text, spelling).length : text.length;
