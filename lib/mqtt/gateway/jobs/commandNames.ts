import { raw } from '../../../grammar/raw';
import { splitLine } from '../../../grammar/splitLine';
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
 */
export const commandNames = (line: string): readonly string[] | undefined => {
  const body = writtenBody(line);
  if (body === undefined) return undefined;
  const names = splitLine(body)?.map(({ name }) => name);
  return names?.length === 0 ? [''] : names;
};

const NO_FAMILY = vocabulary([], []);

/** The line that is written, without its `AT`. */
const writtenBody = (line: string): string | undefined => {
  try {
    const [, body = ''] = /^AT(.*)$/i.exec(raw(line, NO_FAMILY).text) ?? [];
    return body;
  } catch {
    // It holds a character that AT can't carry: nothing would be written.
    return undefined;
  }
};
