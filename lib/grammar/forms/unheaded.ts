import type { Codec } from '../codecs/codec';
import { remainder } from '../codecs/text';

/** What a header looks like, a URC's of nobody's table included: `+DOOR: 2`. */
const HEADER = /^[+*^#$][A-Z]\w*(?= *:)/i;

/**
 * All of a line that bears no header but its own: what answers with bare words must not take somebody else's line for them.
 *
 *     AT+CGMM     SIMCOM_SIM800L  ⇄  SIMCOM_SIM800L      +DOOR: 2  ⇒ none of it
 */
export const unheaded = (own: string): Codec<string> & { readonly takesAll: true } => ({
  ...remainder,
  shows: 'line without a header',
  read: (field) => ((HEADER.exec(field)?.[0] ?? own).toUpperCase() === own ? field : undefined),
});
