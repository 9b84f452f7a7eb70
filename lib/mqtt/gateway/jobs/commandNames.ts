import { raw } from '../../../grammar/raw';
import { vocabulary } from '../../../grammar/vocabulary';

/**
 * Reads the names of all commands on a raw line, from the text that the modem receives: `sendRaw` adds a missing `AT` and
 * removes blanks at both ends, so this does, too. `undefined` means that the line has more than one reading, or none.
 *
 *     +CSQ                  →  ['+CSQ']
 *     at+csq; +CFUN=1,1     →  ['+CSQ', '+CFUN']
 *     ATE0V1+COPS="a;b"     →  ['E', 'V', '+COPS']
 *     AT                    →  ['']
 *     ATD123+CSQ            →  ['D']
 *
 * Source: V.250 § 5.3 (basic commands need no separator), § 5.4 (extended commands are separated by `;`; blanks outside
 * quotes mean nothing).
 */
export const commandNames = (line: string): readonly string[] | undefined => {
  const body = writtenBody(line);
  if (body === undefined) return undefined;
  const names: string[] = [];
  let rest = body.replace(SEPARATORS, '');
  while (rest !== '') {
    const [whole = '', name] = COMMANDS.map((one) => one.exec(rest)).find((found) => found !== null) ?? [];
    if (name === undefined) return undefined;
    names.push(name.toUpperCase());
    rest = rest.slice(whole.length).replace(SEPARATORS, '');
  }
  return names.length > 0 ? names : [''];
};

const SEPARATORS = /^;+/;
const NO_FAMILY = vocabulary([], []);

/** Text in quotes holds neither quotes nor a backslash before one: some modems read that as the end of the text, some do not. */
const QUOTED = '"(?:[^"\\\\]|\\\\(?!"))*"';
const VALUE = `(?:[^";]|${QUOTED})*`;

const COMMANDS: readonly RegExp[] = [
  // Extended, and manufacturers' own: up to the next separator.
  new RegExp(`^([+*^$#%@!][A-Z0-9_!%./:-]+)(?:\\?|=${VALUE})?(?=;|$)`, 'i'),
  // A number to dial: up to the next separator.
  new RegExp(`^(D)${VALUE}(?=;|$)`, 'i'),
  // Basic, and S-registers: another command may follow at once.
  /^(S\d+|[&\\]?[A-Z])(?:\?|=\?|=?\d+)?/i,
];

/** The line that is written, without `AT` and without blanks outside quotes. */
const writtenBody = (line: string): string | undefined => {
  try {
    const [, body = ''] = /^AT(.*)$/i.exec(raw(line, NO_FAMILY).text) ?? [];
    const parts = body.split(new RegExp(`(${QUOTED})`));
    return parts.map((part, at) => (at % 2 === 1 ? part : part.replaceAll(' ', ''))).join('');
  } catch {
    // It holds a character that AT can't carry: nothing would be written.
    return undefined;
  }
};
