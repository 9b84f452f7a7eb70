import type { Codec } from './codec';
import { text } from './text';

/** A text that must stand in quotes: tells `+CREG: 1,"00C3","0000"` (a URC) from `+CREG: 2,1` (an answer). */
export const quoted: Codec<string> = {
  ...text,
  read: (field) => (field.charCodeAt(0) === 34 ? text.read(field) : undefined),
};
