import { isBlank } from './codecs/splitFields';

/** One command of a line. */
export interface LineCommand {
  /** Its name in upper case: `+CSQ`, `E`, `S0`. */
  readonly name: string;
  /** Its text without blanks outside quotes: `+CSQ=1`. */
  readonly text: string;
  /** Where it stands in the line: from its first character to behind its last. */
  readonly from: number;
  readonly to: number;
}

/**
 * Splits a command line, without its `AT`, into its commands. `undefined` means that the line has more than one reading, or none.
 *
 *     +CSQ; +CFUN=1,1    →  +CSQ and +CFUN=1,1
 *     E0V1+COPS="a;b"    →  E0, V1 and +COPS="a;b"
 *     D123+CSQ           →  D123+CSQ: what is dialled ends at the next semicolon
 *
 * Source: V.250 § 5.3 (basic commands need no separator), § 5.4 (extended commands are separated by `;`; blanks outside quotes
 * mean nothing).
 */
export const splitLine = (body: string): readonly LineCommand[] | undefined => {
  const { text, places } = withoutBlanks(body);
  const found: LineCommand[] = [];
  for (let at = 0; at < text.length;) {
    if (text[at] === ';') {
      at += 1;
      continue;
    }
    const [whole, name] = commandAt(text, at) ?? [];
    if (whole === undefined || name === undefined) return undefined;
    const end = at + whole.length;
    const [from = 0, last = 0] = [places[at], places[end - 1]];
    found.push({ name: name.toUpperCase(), text: whole, from, to: last + 1 });
    at = end;
  }
  return found;
};

/**
 * Splits a line that `splitLine` can't read: at every semicolon that does not stand in quotes, and in front of the first extended
 * command of each part. The texts are as typed.
 */
export const splitLoosely = (body: string): readonly LineCommand[] => {
  const found: LineCommand[] = [];
  const take = (from: number, to: number): void => {
    const sign = from + Math.max(0, body.slice(from, to).search(/[+*^$#%@!]/));
    if (sign > from) found.push(loose(body, from, sign));
    if (to > sign) found.push(loose(body, sign, to));
  };
  let start = 0;
  let inQuotes = false;
  for (let at = 0; at < body.length; at += 1) {
    if (body[at] === '"') inQuotes = !inQuotes;
    else if (body[at] === ';' && !inQuotes) {
      take(start, at);
      start = at + 1;
    }
  }
  take(start, body.length);
  return found;
};

const loose = (body: string, from: number, to: number): LineCommand => {
  const text = body.slice(from, to);
  const [name = ''] = /^\s*[+*^$#%@!]?\s*[A-Z0-9_]*/i.exec(text) ?? [];
  return { name: name.replaceAll(/\s/g, '').toUpperCase(), text, from, to };
};

/** Text in quotes holds neither quotes nor a backslash in front of one: some modems read that as the end of the text, some do not. */
const QUOTED = '"(?:[^"\\\\]|\\\\(?!"))*"';
const VALUE = `(?:[^";]|${QUOTED})*`;

const TEXT_IN_QUOTES = new RegExp(QUOTED, 'y');
const COMMANDS: readonly RegExp[] = [
  // Extended, and manufacturers' own: up to the next separator.
  new RegExp(`([+*^$#%@!][A-Z0-9_!%./:-]+)(?:\\?|=${VALUE})?(?=;|$)`, 'iy'),
  // A number to dial: up to the next separator.
  new RegExp(`(D)${VALUE}(?=;|$)`, 'iy'),
  // Basic, and S-registers: another command may follow at once.
  /(S\d+|[&\\]?[A-Z])(?:\?|=\?|=?\d+)?/iy,
];

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

const commandAt = (text: string, at: number): RegExpExecArray | undefined => {
  for (const pattern of COMMANDS) {
    const found = matchAt(pattern, text, at);
    if (found) return found;
  }
  return undefined;
};

/** A line without its blanks outside quotes, and where each character of it stands. */
const withoutBlanks = (body: string): { readonly text: string; readonly places: readonly number[] } => {
  const places: number[] = [];
  let text = '';
  for (let at = 0; at < body.length;) {
    const [piece = body[at] ?? ''] = (body[at] === '"' && matchAt(TEXT_IN_QUOTES, body, at)) || [];
    if (piece.length > 1 || !isBlank(piece.charCodeAt(0))) {
      text += piece;
      for (let index = 0; index < piece.length; index += 1) places.push(at + index);
    }
    at += piece.length;
  }
  return { text, places };
};
