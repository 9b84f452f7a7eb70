/** Cuts the header fields of `USERDATA`: several may stand in one, with `\r\n` written out between them. */
export const userDataFields = (lines: readonly string[]): (readonly [string, string])[] =>
  lines
    .flatMap((line) => line.split(/\\r\\n|\r\n/))
    .map((line) => /^\s*([^:\s]+)\s*:\s*(.*)$/.exec(line))
    .filter((found) => found !== null)
    .map(([, name = '', value = '']) => [name, value] as const);
