import { ModemError } from '../grammar/errors/modemError';

const ESCAPE = /\\(?:x([0-9a-f]{2})|(.))/gi;
const ESCAPES: Readonly<Record<string, string>> = { r: '\r', n: '\n', '\\': '\\' };

/** Reads `\r`, `\n`, `\\` and `\xNN`. */
const unescape = (text: string): string =>
  text.replace(ESCAPE, (whole, hex: string | undefined, letter: string | undefined) => {
    const character = hex === undefined ? ESCAPES[letter ?? ''] : String.fromCharCode(parseInt(hex, 16));
    if (character === undefined)
      throw new ModemError({
        kind: 'invalid-argument',
        name: 'conversation',
        problem: `it knows no ${whole}`,
      });
    return character;
  });

/** Writes a text so that `unescape` reads it back, on one line. */
const escape = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll('\r', '\\r')
    .replaceAll('\n', '\\n')
    .replace(/[^ -~]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);

/** Bytes as text on one line, both ways: `\r`, `\n`, `\\` and `\xNN`. */
export const escapedText = Object.freeze({ read: unescape, write: escape });
