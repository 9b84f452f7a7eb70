import type { Codec } from './codec';
import { text } from './text';

/**
 * A parameter's value, a number or a text: numbers stand bare, all else in quotes. Reads both in either way, commas included.
 *
 *     80  ⇄  80       www.sim.com  ⇄  "www.sim.com"
 */
export const parameter: Codec<string> & { readonly takesAll: true } = {
  takesAll: true,
  shows: 'integer or "text"',
  read: (field) => text.read(field),
  write: (value, name) => (/^\d+$/.test(value) ? value : text.write(value, name)),
};
