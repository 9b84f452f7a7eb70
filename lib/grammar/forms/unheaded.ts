import type { Codec } from '../codecs/codec';
import { remainder } from '../codecs/text';

/** The form of a header, also that of a URC in no table: `+DOOR: 2`. */
const HEADER = /^[+*^#$][A-Z]\w*(?= *:)/i;

/**
 * All of a line that bears no header but its own: a command that answers with bare words must not accept a URC as its answer.
 *
 *     AT+CGMM     SIMCOM_SIM800L  ⇄  SIMCOM_SIM800L      +DOOR: 2  ⇒ none of it
 */
export const unheaded = (own: string): Codec<string> & { readonly takesAll: true } => ({
  ...remainder,
  shows: 'line without a header',
  read: (field) => ((HEADER.exec(field)?.[0] ?? own).toUpperCase() === own ? field : undefined),
});
