import type { Codec } from './codec';
import { spellable } from './spellable';

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
