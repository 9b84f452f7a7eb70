import { escapedText } from './escapedText';

/** Bytes that stand together: a line with its ends, or so much of it. */
const BYTES = /[\r\n]*[^\n]{1,64}\n?|[\r\n]+/g;
const ECHO = /^AT[ -~]*\r/i;
const PROMPT = '\r\n> ';

/** Bytes on one line, which no reader may trim or take for hidden ones. */
const spelled = (text: string): string =>
  escapedText
    .write(text)
    .replace(/ $/, '\\x20')
    .replace(/^\*\*\*/, '\\x2a**');

/** Spells bytes as lines of a conversation, cut where they end a line. */
export const spelledBytes = (text: string): readonly string[] =>
  (text.match(BYTES) ?? []).map((part) => `<< ${spelled(part)}`);

/**
 * Spells a piece of what a modem said as lines of a conversation: what stands framed at its ends as lines, the rest as
 * bytes. `conversation` makes the same piece of them, if they are joined.
 *
 *     AT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n   →   << AT+CSQ\r   < +CSQ: 20,0   < OK
 */
export const spelledPiece = (text: string): readonly string[] => {
  const echo = ECHO.exec(text)?.[0] ?? '';
  const first = linesFrom(text, echo.length);
  const isPrompt = text.endsWith(PROMPT) && text.length - PROMPT.length >= first.end;
  const last = linesBefore(text, isPrompt ? text.length - PROMPT.length : text.length, first.end);
  const middle = text.slice(first.end, last.start);
  return [
    ...spelledBytes(echo),
    ...first.lines.map((line) => `< ${line}`),
    ...spelledBytes(middle),
    ...last.lines.map((line) => `< ${line}`),
    ...(isPrompt ? ['< >'] : []),
  ];
};

/** A line that a reader takes as it stands, and that does not look like a prompt. */
const PLAIN = /^(?!>$)[!-~](?:[ -~]*[!-~])?$/;

/** The framed lines that follow each other from a place on, and where they end. */
const linesFrom = (
  text: string,
  from: number,
): { readonly lines: readonly string[]; readonly end: number } => {
  const lines: string[] = [];
  let end = from;
  while (text.startsWith('\r\n', end)) {
    const to = text.indexOf('\r', end + 2);
    const line = text.slice(end + 2, Math.max(to, end + 2));
    if (to < 0 || !PLAIN.test(line) || text[to + 1] !== '\n') break;
    lines.push(line);
    end = to + 2;
  }
  return { lines, end };
};

/** The framed lines that follow each other up to a place, none of them before another, and where they start. */
const linesBefore = (
  text: string,
  to: number,
  from: number,
): { readonly lines: readonly string[]; readonly start: number } => {
  const lines: string[] = [];
  let start = to;
  while (start - from > 4 && text.startsWith('\r\n', start - 2)) {
    const at = text.lastIndexOf('\n', start - 3) + 1;
    const line = text.slice(at, start - 2);
    if (at - 2 < from || text[at - 2] !== '\r' || !PLAIN.test(line)) break;
    lines.push(line);
    start = at - 2;
  }
  return { lines: lines.reverse(), start };
};
