import { splitFields, trimBlanks } from '../codecs/splitFields';

/** Where a text in quotes ends, and the field behind it. */
interface ClosingQuote {
  readonly at: number;
  /** The first field behind the text, without its quotes; empty where there is none. */
  readonly behind: string;
}

/** A number behind it closes any text, whatever quotes stand in it. */
const WITH_NUMBER = /"\s*,\s*(?:(\d+)\s*)?$/;
/** A short field, in quotes or not, and perhaps more of them. */
const WITH_FIELDS = /"\s*,(\s*(?:"[^",\r\n]{0,24}"\s*|[^",\r\n]{1,24})?(?:,[^"\r\n]*)?)$/;
const ALONE = /"\s*$/;

const LETTER = /[a-z\x80-\uFFFF]/i;
const HEX = /^0x[\da-f]+$/i;
/** Codings by their names: `GSM 7 bit`, `UCS-2`, `8859-1`. Behind a name stand numbers and such words. */
const NAMED =
  /^(?:GSM|UCS|IRA|HEX|UTF|PCCP|PCDN|ASCII|UNICODE|LATIN|[78][\s_-]?BITS?)(?:[\s_-]*(?:\d+|BITS?|DEFAULT|ALPHABET|BE|LE))*$/i;
/** Any word in capitals, which stands right behind the comma: what people write has a blank there. */
const CAPITALS = /^[A-Z][A-Z\d?_-]*$/;

/** Whether a field can be a coding, also a damaged one, and not how a text goes on. */
const isCoding = (field: string): boolean => {
  const bare = field.replace(/^\s*"(.*)"\s*$/, '$1');
  const word = trimBlanks(bare);
  return !LETTER.test(word) || HEX.test(word) || NAMED.test(word) || CAPITALS.test(bare.trimEnd());
};

const codingOf = (rest: string): string | undefined => {
  if (!rest.split(',').every(isCoding)) return undefined;
  const [first = ''] = splitFields(rest);
  return trimBlanks(first.replace(/^"(.*)"$/, '$1'));
};

const quotesIn = (text: string): number => text.split('"').length - 1;

/**
 * Finds the closing quote of a text that has no escapes, so that it may hold quotes and commas itself; `undefined` where the end has not
 * come. It begins at the opening quote. A coding by another word than a number closes the text only where the quotes in it stand in pairs,
 * and words of people never do.
 *
 *     "Say "no", please",15     at 17, behind 15            "Balance",GSM     at 8, behind GSM
 *     "Say "no", please         undefined: the text goes on in the next line
 *     "Size 5", big             undefined: nobody calls a coding so
 */
export const closingQuote = (text: string): ClosingQuote | undefined => {
  const inside = text.slice(1);
  const numbered = WITH_NUMBER.exec(inside);
  if (numbered) return { at: numbered.index + 1, behind: numbered[1] ?? '' };
  for (const pattern of [WITH_FIELDS, ALONE]) {
    const found = pattern.exec(inside);
    const behind = codingOf(found?.[1] ?? '');
    const isPaired = found !== null && quotesIn(inside.slice(0, found.index)) % 2 === 0;
    if (isPaired && behind !== undefined) return { at: found.index + 1, behind };
  }
  return undefined;
};

/** Whether a text that is not closed may be over all the same: its quotes stand in pairs. `"Size 5", big` */
export const mayBeOver = (text: string): boolean => quotesIn(text) % 2 === 0;
