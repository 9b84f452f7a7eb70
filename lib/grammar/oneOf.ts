import type { Codec } from './codec';
import { invalidArgument } from './invalidArgument';

/**
 * One of some words, spelled as they are called.
 *
 *     oneOf('NW', 'ME')     NW  ⇄  NW
 */
export const oneOf = <K extends string>(...words: readonly K[]): Codec<K> => ({
  shows: words.join(' | '),
  read: (field) => words.find((word) => word === field),
  write: (value, name) =>
    words.includes(value) ? value : invalidArgument(name, `${value} is none of ${words.join(', ')}`),
});
