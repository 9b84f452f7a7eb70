import type { Token } from './token';

/** A line that may be a URC, and as much of the line ends behind it as came. */
const MAYBE_URC = /^([ -~]{1,200})(\r(?:\n\r?)?)?$/;
/** A URC's own line end, and the start of the one that stands in front of the bytes. */
const WHOLE = '\r\n\r';
/** What URCs that nobody declared look like. */
const HEADED = /^[+*^][A-Z]/;

/**
 * Tells what begins behind the line end in front of bytes that nothing announces: the bytes, or somebody else's line, which
 * is framed by line ends of its own. `unclear` where more must come first.
 *
 *     hel                   unclear     hello\0          bytes
 *     +CREG: 1\r\n          unclear     +CREG: 1\r\n\r   the line
 *
 * A result code is no such line: a file may begin with `ERROR\r\n`.
 */
export const beginning = (
  text: string,
  urcOf: (line: string) => Token | null,
): { readonly line: string } | 'bytes' | 'unclear' => {
  const [whole, line = '', ends] = MAYBE_URC.exec(text) ?? [];
  if (whole === undefined) return 'bytes';
  if (ends === undefined) return 'unclear';
  if (/^\+CM[ES] ERROR/.test(line)) return 'bytes';
  if (!HEADED.test(line) && !urcOf(line)) return 'bytes';
  return ends === WHOLE ? { line } : 'unclear';
};
