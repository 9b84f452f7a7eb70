/** A space, a tab, a line end. */
export const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

/**
 * Takes the blanks off both ends: spaces, tabs, line ends, and nothing else. JavaScript's own `trim` takes the byte 0xA0,
 * too, which is half of a UTF-8 `à` here, where a character is a byte.
 */
export const trimBlanks = (text: string): string => fieldOf(text, 0, text.length);

const QUOTE = 34;
const COMMA = 44;

/** A stretch of a text without the blanks around it. */
const fieldOf = (list: string, start: number, end: number): string => {
  let from = start;
  let to = end;
  while (from < to && isBlank(list.charCodeAt(from))) from += 1;
  while (to > from && isBlank(list.charCodeAt(to - 1))) to -= 1;
  return list.slice(from, to);
};

/**
 * Cuts a parameter list at its commas, except those in quotes, and trims blanks around each field. Spaces are noise in
 * AT: `0,200,5`, ` 0, 200,5` and `0 ,200, 5` are the same list. It begins at `from`.
 *
 *     1,"a,b", 5  →  ['1', '"a,b"', '5']
 */
export const splitFields = (list: string, from = 0): string[] => {
  const fields: string[] = [];
  let start = from;
  let inQuotes = false;
  for (let at = from; at < list.length; at += 1) {
    const code = list.charCodeAt(at);
    if (code === QUOTE) inQuotes = !inQuotes;
    else if (code === COMMA && !inQuotes) {
      fields.push(fieldOf(list, start, at));
      start = at + 1;
    }
  }
  fields.push(fieldOf(list, start, list.length));
  return fields;
};

const bare = (field: string): string => field.replaceAll('"', '').toUpperCase();

/** Compares two fields as modems do: quotes and case don't count. */
export const sameWord = (found: string | undefined, wanted: string): boolean =>
  found !== undefined && bare(found) === bare(wanted);
