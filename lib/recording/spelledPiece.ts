import { escapedText } from './escapedText';

/** Lines as modems frame them, but for one that would look like a prompt. */
const FRAMED = '(?:\\r\\n(?!>\\r)[!-~](?:[ -~]*[!-~])?\\r\\n)';
const FIRST = new RegExp(`^(AT[ -~]*\\r)?(${FRAMED}*)`, 'i');
const LAST = new RegExp(`${FRAMED}*(?:\\r\\n> )?$`);
const LINE = /\r\n(> $|[^\r]+)(?:\r\n)?/g;
/** Bytes that stand together: a line with its ends, or so much of it. */
const BYTES = /[\r\n]*[^\n]{1,64}\n?|[\r\n]+/g;

/** Bytes on one line, which no reader may trim. */
const spelledBytes = (text: string): string => escapedText.write(text).replace(/ $/, '\\x20');

const lines = (text: string): readonly string[] =>
  [...text.matchAll(LINE)].map(([, line = '']) => `< ${line.trim()}`);
const bytes = (text: string): readonly string[] =>
  (text.match(BYTES) ?? []).map((part) => `<< ${spelledBytes(part)}`);

/**
 * Spells a piece of what a modem said as lines of a conversation: what stands framed at its ends as lines, the rest as
 * bytes. `conversation` makes the same piece of them, if they are joined.
 *
 *     AT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n   →   << AT+CSQ\r   < +CSQ: 20,0   < OK
 */
export const spelledPiece = (text: string): readonly string[] => {
  const [, echo = '', first = ''] = FIRST.exec(text) ?? [];
  const rest = text.slice(echo.length + first.length);
  const last = LAST.exec(rest)?.[0] ?? '';
  const middle = rest.slice(0, rest.length - last.length);
  return [...bytes(echo), ...lines(first), ...bytes(middle), ...lines(last)];
};
