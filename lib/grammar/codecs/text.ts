import type { Codec } from './codec';
import { spellable } from './spellable';
import { splitFields, trimBlanks } from './splitFields';
import { invalidArgument } from '../errors/modemError';

/**
 * A text in quotes. Reads it bare, too: modems differ in that.
 *
 *     CMNET  ⇄  "CMNET"
 *
 * Refuses quotes and control characters on writing: AT strings have no escapes (27.007 § 5.4.2.2).
 */
export const text: Codec<string> = {
  shows: '"text"',
  read: (field) =>
    field.charCodeAt(0) === 34
      ? field.length > 1 && field.charCodeAt(field.length - 1) === 34
        ? field.slice(1, -1)
        : undefined
      : field,
  write: (value, name) => `"${spellable(value, name, '"')}"`,
};

/** A text that must stand in quotes. It distinguishes `+CREG: 1,"00C3","0000"` (a URC) from `+CREG: 2,1` (an answer). */
export const quoted: Codec<string> = {
  ...text,
  read: (field) => (field.charCodeAt(0) === 34 ? text.read(field) : undefined),
};

/** A text in quotes with a maximum length. Refuses longer ones on writing, without showing them. */
export const textUpTo = (maxChars: number): Codec<string> => ({
  ...text,
  write: (value, name) =>
    value.length <= maxChars
      ? text.write(value, name)
      : invalidArgument(name, `it has ${value.length} characters; the modem takes ${maxChars}`),
});

/** A bare word: no quotes, no comma, no semicolon (which would begin another command). `READY`, `GPRS`, `10.83.214.110`. */
export const word: Codec<string> = {
  shows: 'word',
  read: (field) => (field.includes('"') ? undefined : field),
  write: (value, name) => spellable(value, name, '",;'),
};

/** Marks the codec that takes all that is left of a line, commas and quotes included. It can only stand last. */
export const remainder: Codec<string> & { readonly takesAll: true } = {
  shows: 'rest of the line',
  takesAll: true,
  read: (field) => field,
  write: (value, name) => spellable(value, name),
};

/**
 * All that is left of a line: a list of words that people read. Its fields are read without quotes.
 *
 *     LTE,Online,460-00  ⇄  LTE,Online,460-00       "LTE","Online","460-00"  →  LTE,Online,460-00
 */
export const wordList: Codec<string> & { readonly takesAll: true } = {
  shows: 'words, a comma between two',
  takesAll: true,
  read: (field) =>
    splitFields(field)
      .map((one) => one.replace(/^"([^"]*)"$/, '$1'))
      .join(','),
  write: (value, name) => spellable(value, name, '"'),
};

/**
 * The words that a state, an event or a kind is called by, which a table knows. They take all that is left of a line. Quotes, blanks and
 * case never decide whether a word is known, so it is read without quotes, in capitals.
 *
 *     READY  ⇄  READY       "Ready"  →  READY       sim pin  →  SIM PIN
 */
export const words: Codec<string> & { readonly takesAll: true } = {
  shows: 'words',
  takesAll: true,
  // Letters of ASCII only: others change in number, or leave Latin-1.
  read: (field) =>
    trimBlanks(trimBlanks(field).replace(/^"([^"]*)"$/, '$1')).replace(/[a-z]+/g, (small) =>
      small.toUpperCase(),
    ),
  write: (value, name) => spellable(value, name, '"'),
};

/**
 * The words of a state, those in a table in capitals, all others as they stand, without quotes.
 *
 *     knownWords(['SIM PIN'])     SIM PIN  ←  "sim pin"       foo  ←  foo
 */
export const knownWords = (known: readonly string[]): typeof words => ({
  ...words,
  read: (field) => {
    const plain = words.read(field);
    return plain === undefined || known.includes(plain)
      ? plain
      : trimBlanks(trimBlanks(field).replace(/^"([^"]*)"$/, '$1'));
  },
});

/** A number or a text in one field: numbers stand bare, all else in quotes. `AT+CMGL=4`, `AT+CMGL="ALL"`. */
export const numberOrText: Codec<string> = {
  shows: 'integer or "text"',
  read: (field) => text.read(field),
  write: (value, name) => (/^\d+$/.test(value) ? value : text.write(value, name)),
};

/**
 * A parameter's value, a number or a text: numbers stand bare, all else in quotes. Reads both in either way, commas included.
 *
 *     80  ⇄  80       www.sim.com  ⇄  "www.sim.com"
 */
export const parameter: Codec<string> & { readonly takesAll: true } = { ...numberOrText, takesAll: true };
