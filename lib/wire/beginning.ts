import type { Token } from './token';

/** A line that may be a URC, and as much of the line ends behind it as came. */
const MAYBE_URC = /^([ -~]{1,200})(\r(?:\n\r?)?)?$/;
/** A URC's own line end, and the start of the one that stands in front of the bytes. */
const WHOLE = '\r\n\r';

/**
 * Tells what begins behind the line end in front of bytes that nothing announces: the bytes, or a known URC, which is
 * framed by line ends of its own. `unclear` where more must come first.
 *
 *     hel                   unclear     hello\0       bytes
 *     +CREG: 1\r\n          unclear     +CREG: 1\r\n\r   urc
 *
 * A result code is none of it: a file may begin with `ERROR\r\n`.
 */
export const beginning = (
  text: string,
  urcOf: (line: string) => Token | null,
): Token | 'bytes' | 'unclear' => {
  const [whole, line = '', ends] = MAYBE_URC.exec(text) ?? [];
  if (whole === undefined) return 'bytes';
  if (ends === undefined) return 'unclear';
  const urc = urcOf(line);
  if (!urc) return 'bytes';
  return ends === WHOLE ? urc : 'unclear';
};
