import type { Codec } from './codec';
import { spellable } from './spellable';

/** A bare word: no quotes, no comma, no semicolon (which would begin another command). `READY`, `GPRS`, `10.83.214.110`. */
export const word: Codec<string> = {
  shows: 'word',
  read: (field) => (field.includes('"') ? undefined : field),
  write: (value, name) => spellable(value, name, '",;'),
};
