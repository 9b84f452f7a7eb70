/** A space, a tab, a line end. */
export const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

/**
 * Takes the blanks off both ends: spaces, tabs, line ends, and nothing else. JavaScript's own `trim` takes the byte 0xA0,
 * too, which is half of a UTF-8 `à` here, where a character is a byte.
 */
export const trimBlanks = (text: string): string => {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text.charCodeAt(from))) from += 1;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1;
  return from === 0 && to === text.length ? text : text.slice(from, to);
};

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

const bare = (field: string): string => field.replaceAll('"', '').toUpperCase();

/** Compares two fields as modems do: quotes and case don't count. */
export const sameWord = (found: string | undefined, wanted: string): boolean =>
  found !== undefined && bare(found) === bare(wanted);
