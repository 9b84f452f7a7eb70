import { readShape, readShapeLoosely, type Shape, type Values, writeShape } from './shape';
import { sameWord, splitFields } from '../codecs/splitFields';

/** The first word of a line: up to a colon, a blank or a comma. */
export const keyOf = (line: string): string => {
  for (let at = 0; at < line.length; at += 1) {
    const code = line.charCodeAt(at);
    if (code === 58 || code === 44 || (code === 32 && at > 0)) return line.slice(0, at);
  }
  return line;
};

/** How a whole line is spelled, both ways. */
export interface LineForm<V> {
  /** The line's first word: what a table finds it by. Empty for a line with no header (`AT+CGSN` answers bare digits). */
  readonly key: string;
  /** The first words of its lines, where one line has several: the number of a connection (`0, CLOSED`, `1, CLOSED`). */
  readonly keys?: readonly string[];
  /** How the line is shown in the reference. */
  readonly shows: string;
  /** The line's values, or `undefined` where it is another line or has another shape. */
  read(line: string): V | undefined;
  /**
   * The values of a line in another spelling: its header in another case or missing, its fields in quotes or out of them, its words
   * in another case. For the answer to a question, or news, that nothing else explains.
   */
  readLoosely?(line: string): V | undefined;
  /** The values of a line of the right shape, but for a bare number or word that no table has: it is not known (`unlisted`). */
  readUnlisted?(line: string): V | undefined;
  /** The names of its fields that may hold what no table has, where there are any. */
  readonly mayBeUnlisted?: readonly string[];
  write(values: V): string;
}

/** A header of any spelling, and what stands behind it. */
const HEADED = /^([+*^#$%]?[A-Z]\w*)\s*:\s*(.*)$/i;
/** The same for a header of several words: `VOICE CALL: BEGIN`. */
const HEADED_BY_WORDS = /^([+*^#$%]?[A-Z]\w*(?: \w+)*)\s*:\s*(.*)$/i;

/**
 * A line of words without what modems write as they like: the case, and what stands between two words.
 *
 *     UNDER-VOLTAGE POWER DOWN   Under_Voltage  Power Down     UNDERVOLTAGEPOWERDOWN
 */
export const plainWords = (line: string): string => line.replace(/(?<=\S)[\s_-]+(?=\S)/g, '').toUpperCase();

/** What a form has only where fields of its shape may hold what no table has. */
const unlistedPart = <S extends Shape>(
  shape: S,
  read: (line: string, takesUnlisted: boolean) => Values<S> | undefined,
): Pick<LineForm<Values<S>>, 'mayBeUnlisted' | 'readUnlisted'> => {
  const mayBeUnlisted = Object.keys(shape).filter((field) => 'mayBeUnlisted' in (shape[field] ?? {}));
  return mayBeUnlisted.length > 0 ? { mayBeUnlisted, readUnlisted: (line) => read(line, true) } : {};
};

/**
 * The form of a line from its header and its shape. A header may fix its first fields: `+FTPGET: 2,` is another line than
 * `+FTPGET: 1,`. A header without a shape is a line of fixed words (`RING`). An empty header is a bare line.
 *
 *     lineForm('+CREG', { status: integer })        +CREG: 1    ⇄  { status: 1 }
 *     lineForm('+FTPGET: 2,', { length: integer })  +FTPGET: 2,50  ⇄  { length: 50 }
 */
export const lineForm = <S extends Shape>(
  header: string,
  shape: S,
  otherHeaders: readonly string[] = [],
): LineForm<Values<S>> => {
  const names = Object.keys(shape);
  const colon = header.indexOf(':');
  const name = colon < 0 ? header : header.slice(0, colon);
  const fixed = colon < 0 ? [] : splitFields(header.slice(colon + 1)).filter((field) => field !== '');
  const wordsOnly = names.length === 0 && colon < 0;
  const shown = [...fixed, ...names.map((field) => `<${field}>`)].join(',');
  const readBy = (line: string, takesUnlisted: boolean): Values<S> | undefined => {
    if (wordsOnly) return line === header ? readShape(shape, []) : undefined;
    if (header === '') return readShape(shape, splitFields(line), takesUnlisted);
    if (!line.startsWith(name) || line.charCodeAt(name.length) !== 58) return undefined;
    const fields = splitFields(line, name.length + 1);
    if (fixed.length === 0) return readShape(shape, fields, takesUnlisted);
    if (!fixed.every((wanted, at) => sameWord(fields[at], wanted))) return undefined;
    return readShape(shape, fields.slice(fixed.length), takesUnlisted);
  };
  const read = (line: string): Values<S> | undefined => readBy(line, false);
  const write = (values: Values<S>): string => {
    if (wordsOnly) return header;
    const list = [...fixed, ...writeShape(shape, values)].join(',');
    return header === '' ? list : `${name}: ${list}`;
  };
  const shows = wordsOnly ? header : header === '' ? shown : `${name}: ${shown}`;
  const headed = name.includes(' ') ? HEADED_BY_WORDS : HEADED;
  const spellings = [name, ...otherHeaders].map((one) => one.toUpperCase());
  const readLoosely = (line: string): Values<S> | undefined => {
    if (wordsOnly) return plainWords(line) === plainWords(header) ? readShape(shape, []) : undefined;
    const [, found = '', rest = ''] = headed.exec(line) ?? ['', '', line];
    if (!spellings.includes(found.toUpperCase())) return undefined;
    const fields = splitFields(rest);
    if (!fixed.every((wanted, at) => sameWord(fields[at], wanted))) return undefined;
    return readShapeLoosely(shape, fields.slice(fixed.length));
  };
  return { key: keyOf(name), shows, read, readLoosely, ...unlistedPart(shape, readBy), write };
};
