/** The first word of a line: up to a colon, a blank or a comma. */
export const keyOf = (line: string): string => {
  for (let at = 0; at < line.length; at += 1) {
    const code = line.charCodeAt(at);
    if (code === 58 || code === 44 || (code === 32 && at > 0)) return line.slice(0, at);
  }
  return line;
};
