import { invalidArgument } from '../errors/modemError';

/* eslint-disable-next-line no-control-regex -- control characters are what it looks for */
const UNSPELLABLE = /[\u0000-\u001f\u007f]|[^\u0000-\u00ff]/;

/**
 * Refuses characters that could leave their field: control characters (CR, LF, NUL, Ctrl-Z, ESC …), those outside Latin-1, and those in
 * `forbidden`, such as quotes.
 * This is the only guard between an argument and the wire, so every text codec calls it.
 */
export const spellable = (value: string, name: string, forbidden = ''): string => {
  const found = UNSPELLABLE.exec(value)?.[0] ?? [...forbidden].find((mark) => value.includes(mark));
  if (found === undefined) return value;
  const code = found.charCodeAt(0).toString(16).padStart(2, '0');
  return invalidArgument(
    name,
    `it holds the character 0x${code}, which AT can't carry there; take it out or encode it`,
  );
};
