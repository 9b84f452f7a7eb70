import { finalResult } from '../grammar/errors/resultCodes';
import { closingQuote } from '../grammar/forms/closingQuote';
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
 * come, since a result code follows a text of full length, or the text is longer than any.
 *
 *     +CUSD: 1,"Menu   +  1 OK   +  2 Exit",15     whole
 */
const state = (lines: readonly string[]): 'whole' | 'open' | 'cut' => {
  const text = lines.join('\r\n');
  if (isClosed(text)) return 'whole';
  const [last = ''] = lines.slice(-1);
  const isFull = text.length - last.length >= MAX_LETTERS;
  return text.length > MAX_CHARS || (isFull && finalResult(last.trim()) !== undefined) ? 'cut' : 'open';
};

/** Texts in quotes that span several lines. */
export const quotedText = Object.freeze({ begins, state });
