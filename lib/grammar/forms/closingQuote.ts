import { trimBlanks } from '../codecs/splitFields';

/** Where a text in quotes ends, and the field behind it. */
interface ClosingQuote {
  readonly at: number;
  /** The first field behind the text, without its quotes; empty where there is none. */
  readonly behind: string;
}

/** A number behind it closes any text, whatever quotes stand in it. */
const WITH_NUMBER = /"\s*,\s*(?:(\d+)\s*)?$/;
/** A short field, in quotes or not, and perhaps more of them. */
const WITH_FIELDS = /"\s*,\s*(?:"([^",\r\n]{0,24})"\s*|([^",\r\n]{1,24}))?(?:,[^"\r\n]*)?$/;
const ALONE = /"\s*$/;

const quotesIn = (text: string): number => text.split('"').length - 1;

/**
 * Finds the closing quote of a text that has no escapes, so that it may hold quotes and commas itself; `undefined` where the end has not
 * come. It begins at the opening quote. A word is a field behind the text only where the quotes in the text stand in pairs.
 *
 *     "Say "no", please",15     at 17, behind 15            "Balance",GSM     at 8, behind GSM
 *     "Say "no", please         undefined: the text goes on in the next line
 */
export const closingQuote = (text: string): ClosingQuote | undefined => {
  const inside = text.slice(1);
  const numbered = WITH_NUMBER.exec(inside);
  if (numbered) return { at: numbered.index + 1, behind: numbered[1] ?? '' };
  for (const pattern of [WITH_FIELDS, ALONE]) {
    const found = pattern.exec(inside);
    const isPaired = found !== null && quotesIn(inside.slice(0, found.index)) % 2 === 0;
    if (isPaired) return { at: found.index + 1, behind: trimBlanks(found[1] ?? found[2] ?? '') };
  }
  return undefined;
};
