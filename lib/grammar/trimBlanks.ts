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
