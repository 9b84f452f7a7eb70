import { trimBlanks } from './trimBlanks';

const QUOTE = 34;
const COMMA = 44;

/**
 * Cuts a parameter list at its commas, except those in quotes, and trims blanks around each field. Spaces are noise in
 * AT: `0,200,5`, ` 0, 200,5` and `0 ,200, 5` are the same list.
 *
 *     1,"a,b", 5  →  ['1', '"a,b"', '5']
 */
export const splitFields = (list: string): string[] => {
  const fields: string[] = [];
  let start = 0;
  let inQuotes = false;
  for (let at = 0; at < list.length; at += 1) {
    const code = list.charCodeAt(at);
    if (code === QUOTE) inQuotes = !inQuotes;
    else if (code === COMMA && !inQuotes) {
      fields.push(trimBlanks(list.slice(start, at)));
      start = at + 1;
    }
  }
  fields.push(trimBlanks(list.slice(start)));
  return fields;
};
