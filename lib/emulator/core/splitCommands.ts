const BASIC = /^(?:D.*|S\d+\s*(?:=\?|\?|=\s*\d*)?|[&\\%]?[A-Z]\s*(?:=\?|\?|\d*))/i;
const EXTENDED = /^[+*^$#]/;

/** Adds the number that a basic command means without one: 0 (V.250 § 5.3.1), but `V` is `V1` (A76XX AT manual V1.09 page 56). */
const spelled = (basic: string): string => {
  const text = basic.replaceAll(' ', '');
  if (/^V$/i.test(text)) return `${text}1`;
  if (/^(?:[EQXLM]|&[CD])$/i.test(text)) return `${text}0`;
  return /^(?:Z|&F|&W|&V|I|H|O)0$/i.test(text) ? text.slice(0, -1) : text;
};

const endOfExtended = (body: string, from: number): number => {
  let inQuotes = false;
  for (let at = from; at < body.length; at += 1) {
    if (body[at] === '"') inQuotes = !inQuotes;
    else if (body[at] === ';' && !inQuotes) return at;
  }
  return body.length;
};

/**
 * Cuts a command line, without its `AT`, into commands: extended ones end at a semicolon, basic ones stand side by side
 * (V.250 § 5.2; SIM800 AT manual V1.09 page 22).
 *
 *     E0V1+CREG?;+CSQ   →  ['E0', 'V1', '+CREG?', '+CSQ']
 */
export const splitCommands = (body: string): string[] => {
  const commands: string[] = [];
  let at = 0;
  while (at < body.length) {
    const rest = body.slice(at);
    if (/^[;\s]/.test(rest)) at += 1;
    else if (EXTENDED.test(rest)) {
      const end = endOfExtended(body, at);
      commands.push(body.slice(at, end).trim());
      at = end;
    } else {
      const basic = BASIC.exec(rest)?.[0] ?? rest;
      commands.push(spelled(basic));
      at += basic.length;
    }
  }
  return commands.length === 0 ? [''] : commands;
};
