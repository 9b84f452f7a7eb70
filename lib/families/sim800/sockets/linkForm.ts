import { integerBetween } from '../../../grammar/codecs/integer';
import type { LineForm } from '../../../grammar/forms/lineForm';
import { trimBlanks } from '../../../grammar/codecs/splitFields';
import { keyOf, plainWords } from '../../../grammar/forms/lineForm';

/** What a line says of a connection. */
export interface LinkLine {
  /** The number of the connection, 0 to 5; missing where the IP stack has only one (`CIPMUX=0`). */
  readonly link?: number;
}

/** The number of a connection. */
export const linkNumber = integerBetween(0, 5);

/** The connections that the SIM800 numbers. */
const LINKS = ['0', '1', '2', '3', '4', '5'];

/** The number of a connection, and what is said of it. */
const LINE = /^(?:([0-5])\s*,)?([^,]*)$/;

/**
 * The form of a line without a header: the number of a connection, then fixed words. Reads it with and without a space
 * behind the comma: firmware prints both.
 *
 *     0, CONNECT OK  ⇄  { link: 0 }       0,CLOSED  →  { link: 0 }       CLOSED  ⇄  { }
 */
export const linkForm = (words: string): LineForm<LinkLine> => {
  const line = new RegExp(`^(?:([0-5])\\s*,\\s*)?${words}$`);
  return {
    key: keyOf(words),
    keys: [...LINKS, keyOf(words)],
    shows: `<link>, ${words}`,
    read: (text) => {
      const found = line.exec(text);
      if (!found) return undefined;
      return Object.freeze(found[1] === undefined ? {} : { link: Number(found[1]) });
    },
    readLoosely: (text) => {
      const [, link, said = ''] = LINE.exec(text.replaceAll('"', '')) ?? [];
      if (plainWords(trimBlanks(said)) !== plainWords(words)) return undefined;
      return Object.freeze(link === undefined ? {} : { link: Number(link) });
    },
    write: ({ link }) => (link === undefined ? words : `${link}, ${words}`),
  };
};
