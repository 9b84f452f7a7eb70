// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROLS = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/g;

const NAMED: ReadonlyMap<string, string> = new Map([
  ['\r', '\\r'],
  ['\n', '\\n'],
]);

const shown = (control: string): string => {
  const code = control.charCodeAt(0);
  const hex = code.toString(16);
  return NAMED.get(control) ?? (code > 0xff ? `\\u${hex}` : `\\x${hex.padStart(2, '0')}`);
};

/**
 * Makes a line safe to print: control characters (C0 but the tab, DEL, C1) are shown, not sent. What a modem says may hold
 * the escape sequences of a terminal; a message that somebody sent to it can carry them.
 *
 *     +CMT: ESC ] 0 ; hello BEL   →   +CMT: \x1b]0;hello\x07
 */
export const printable = (line: string): string => line.replace(CONTROLS, shown);
