import type { Token } from './token';

/** A line that may be a URC, and as much of the line ends behind it as came. */
const MAYBE_URC = /^([ -~]{1,200})(\r(?:\n\r?)?)?$/;
/** A URC's own line end, and the start of the one that stands in front of the bytes. */
const WHOLE = '\r\n\r';
/** A URC with a text behind it, and that one's line ends. */
const MAYBE_TOLD = /^([ -~]{1,200})\r\n([^\r]{0,1024})(\r(?:\n\r?)?)?$/;
/** What URCs that nobody declared look like. */
const HEADED = /^[+*^][A-Z]/;

/** Somebody else's line, and the text behind it where it has one. */
interface Slipped {
  readonly line: string;
  readonly body: string;
}

const isTold = (token: Token | null): boolean =>
  token?.kind === 'urc' && token.definition.followedBy !== undefined;

const told = (text: string, urcOf: (line: string) => Token | null): Slipped | 'bytes' | 'unclear' => {
  const [whole, line = '', body = '', ends] = MAYBE_TOLD.exec(text) ?? [];
  if (whole === undefined || !isTold(urcOf(line))) return 'bytes';
  return ends === WHOLE ? { line, body } : 'unclear';
};

/**
 * Tells what begins behind the line end in front of bytes that nothing announces: the bytes, or somebody else's line, which
 * is framed by line ends of its own. `unclear` where more must come first.
 *
 *     hel                   unclear     hello\0          bytes
 *     +CREG: 1\r\n          unclear     +CREG: 1\r\n\r   the line
 *
 * A result code is no such line: a file may begin with `ERROR\r\n`. Where a text follows the URC (`+CMT`), that comes first.
 */
export const payloadStart = (
  text: string,
  urcOf: (line: string) => Token | null,
): Slipped | 'bytes' | 'unclear' => {
  const [whole, line = '', ends] = MAYBE_URC.exec(text) ?? [];
  if (whole === undefined) return told(text, urcOf);
  if (ends === undefined) return 'unclear';
  if (/^\+CM[ES] ERROR/.test(line)) return 'bytes';
  if (!HEADED.test(line) && !urcOf(line)) return 'bytes';
  return ends === WHOLE && !isTold(urcOf(line)) ? { line, body: '' } : 'unclear';
};
