import type { UrcToken } from './token';

/** A line that may be a URC, and as much of the line ends behind it as came. */
const MAYBE_URC = /^([ -~]{1,200})(\r(?:\n\r?)?)?$/;
/** A URC's own line end, and the start of the one that stands in front of the bytes. */
const WHOLE = '\r\n\r';
/** A URC with a body line behind it, and the line ends of both. */
const MAYBE_WITH_BODY = /^([ -~]{1,200})\r\n([^\r]{0,1024})(\r(?:\n\r?)?)?$/;
/** The form of an undeclared URC. */
const HEADED = /^[+*^][A-Z]/;

/** A foreign line, and its body line if it has one. */
interface InterleavedUrc {
  readonly line: string;
  readonly body: string;
}

const hasBody = (urc: UrcToken | null): boolean => {
  const followedBy = urc?.definition.followedBy;
  return followedBy !== undefined && !(typeof followedBy === 'object' && followedBy.behind);
};

const urcWithBody = (
  text: string,
  urcOf: (line: string) => UrcToken | null,
): InterleavedUrc | 'bytes' | 'unclear' => {
  const [whole, line = '', body = '', ends] = MAYBE_WITH_BODY.exec(text) ?? [];
  if (whole === undefined || !hasBody(urcOf(line))) return 'bytes';
  return ends === WHOLE ? { line, body } : 'unclear';
};

/**
 * Decides what begins behind the line end in front of unannounced payload: the payload, or a foreign line, which has its own
 * line ends on both sides. `unclear` means that more bytes are needed.
 *
 *     hel                   unclear     hello\0          bytes
 *     +CREG: 1\r\n          unclear     +CREG: 1\r\n\r   the line
 *
 * A result code is no such line: a file may begin with `ERROR\r\n`. Where a text follows the URC (`+CMT`), that comes first.
 */
export const payloadStart = (
  text: string,
  urcOf: (line: string) => UrcToken | null,
): InterleavedUrc | 'bytes' | 'unclear' => {
  const [whole, line = '', ends] = MAYBE_URC.exec(text) ?? [];
  if (whole === undefined) return urcWithBody(text, urcOf);
  if (ends === undefined) return 'unclear';
  if (/^\+CM[ES] ERROR/.test(line)) return 'bytes';
  if (!HEADED.test(line) && !urcOf(line)) return 'bytes';
  return ends === WHOLE && !hasBody(urcOf(line)) ? { line, body: '' } : 'unclear';
};
