import type { Codec } from './codec';
import { spellable } from './spellable';

/** Marks the codec that takes all that is left of a line, commas and quotes included. It can only stand last. */
export const remainder: Codec<string> & { readonly takesAll: true } = {
  shows: 'rest of the line',
  takesAll: true,
  read: (field) => field,
  write: (value, name) => spellable(value, name),
};
