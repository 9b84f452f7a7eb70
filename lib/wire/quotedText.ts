import { finalResult } from '../grammar/errors/resultCodes';
import { closingQuote, mayBeOver } from '../grammar/forms/closingQuote';
import type { Line } from './lineMemory';

/** A USSD string has at most 160 octets, 182 letters of 7 bits (3GPP 23.038 § 6.1.2.3). */
const MAX_LETTERS = 182;
/** Where a modem spells letters with more than one byte, and the line ends are counted. */
const MAX_CHARS = 600;

/** Whether the quotes of a text are closed at its end. */
const isClosed = (text: string): boolean => closingQuote(text.slice(text.indexOf('"'))) !== undefined;

/** Whether a line begins a URC whose text in quotes goes on in the next line. */
const begins = (line: Line): boolean =>
  line.text.includes('"') && line.definition?.spansLines === true && !isClosed(line.text);

/**
 * Tells what the lines of a URC are together: its `whole` text, `open` while the closing quote has not come, or `cut` where it will not
 * come. It will not where a result code follows a text of full length; where a result code or news (`isNews`) follows one whose quotes
 * stand in pairs; and where the text is longer than any: then it is `noise`.
 *
 *     +CUSD: 1,"Menu   +  1 OK   +  2 Exit",15     whole
 *     +CUSD: 1,"Size 5", big   +  OK               cut
 */
const state = (
  lines: readonly string[],
  isNews: (line: string) => boolean,
): 'whole' | 'open' | 'cut' | 'noise' => {
  const text = lines.join('\r\n');
  if (isClosed(text)) return 'whole';
  if (text.length > MAX_CHARS) return 'noise';
  const [last = ''] = lines.slice(-1);
  const before = text.slice(0, text.length - last.length);
  const isResult = finalResult(last.trim()) !== undefined;
  if (before.length >= MAX_LETTERS && isResult) return 'cut';
  return mayBeOver(before) && (isResult || isNews(last)) ? 'cut' : 'open';
};

/**
 * The text whose closing quote does not come, and the lines behind it: it ends in front of the first line that means something by itself,
 * and of the blank lines there.
 */
const cut = (
  [first = '', ...others]: readonly string[],
  means: (line: string) => boolean,
): readonly [text: string, behind: readonly string[]] => {
  const found = others.findIndex(means);
  const size = found < 0 ? others.length : found;
  const text = [first, ...others.slice(0, size)].join('\r\n');
  return [text.trimEnd(), others.slice(size)];
};

/** Texts in quotes that span several lines. */
export const quotedText = Object.freeze({ begins, state, cut });
