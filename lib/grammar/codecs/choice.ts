import type { Codec } from './codec';
import { trimBlanks } from './splitFields';
import { invalidArgument } from '../errors/modemError';

/** A field without its quotes and blanks, in capitals: they never decide whether a value is known. */
const plain = (field: string): string =>
  trimBlanks(trimBlanks(field).replace(/^"(.*)"$/, '$1')).toUpperCase();

/**
 * Words for a field's codes.
 *
 *     choice({ GET: 0, POST: 1 })     GET  ⇄  0
 */
export const choice = <K extends string>(codes: Readonly<Record<K, number | string>>): Codec<K> => {
  const names = new Map<string, K>(
    Object.entries(codes).map(([name, code]) => [plain(String(code)), name as K]),
  );
  return {
    shows: [...names].map(([code, name]) => `${code} ${name}`).join(' | '),
    read: (field) => names.get(plain(field)),
    write: (value, name) =>
      Object.hasOwn(codes, value)
        ? String(codes[value])
        : invalidArgument(name, `${String(value)} is none of ${Object.keys(codes).join(', ')}`),
  };
};

/**
 * One of some words, spelled as they are called.
 *
 *     oneOf('NW', 'ME')     NW  ⇄  NW
 */
export const oneOf = <K extends string>(...words: readonly K[]): Codec<K> => ({
  shows: words.join(' | '),
  read: (field) => words.find((word) => plain(word) === plain(field)),
  write: (value, name) =>
    words.includes(value) ? value : invalidArgument(name, `${value} is none of ${words.join(', ')}`),
});

/**
 * One of some words in quotes. Reads it bare and in any case, too.
 *
 *     quotedOneOf('TCP', 'UDP')     TCP  ⇄  "TCP"
 */
export const quotedOneOf = <K extends string>(...words: readonly K[]): Codec<K> => {
  const bare = oneOf(...words);
  return {
    shows: words.map((word) => `"${word}"`).join(' | '),
    read: (field) => words.find((word) => word === field.replace(/^"(.*)"$/, '$1').toUpperCase()),
    write: (value, name) => `"${bare.write(value, name)}"`,
  };
};
