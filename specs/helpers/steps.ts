/** Methods of a string that read it whole, unless an expression reads it for them. */
const READING = ['indexOf', 'lastIndexOf', 'split', 'replace', 'replaceAll'] as const;

/** How far an expression reads: to the end of its match; without one to the end, or not at all where it must match at once. */
const readBy = (expression: RegExp, text: string, from: number, found: RegExpExecArray | null): number => {
  if (found) return found.index + found[0].length - from;
  return expression.sticky ? 1 : text.length - from;
};

/** How far a method reads: a search as far as it finds something, the others to the end. */
const readTo = (text: string, name: (typeof READING)[number], from: unknown, result: unknown): number => {
  if (name === 'indexOf') return (result === -1 ? text.length : Number(result) + 1) - Number(from ?? 0);
  if (name === 'lastIndexOf') return Number(from ?? text.length) - Number(result);
  return text.length;
};

/**
 * Counts the characters that some work reads, by the methods of strings and regular expressions: a measure that no other
 * load on the machine changes.
 */
export const steps = (work: () => void): number => {
  let count = 0;
  const texts = READING.map((name) => {
    const original = String.prototype[name] as (...args: unknown[]) => unknown;
    return jest.spyOn(String.prototype, name).mockImplementation(function (this: string, ...args: unknown[]) {
      const result = original.apply(this, args);
      if (typeof args[0] === 'string') count += readTo(this, name, args[1], result);
      return result as never;
    } as never);
  });
  const exec = RegExp.prototype.exec;
  const expressions = jest.spyOn(RegExp.prototype, 'exec').mockImplementation(function (this: RegExp, text) {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const found = exec.call(this, text);
    count += readBy(this, text, from, found);
    return found;
  });
  const join = Array.prototype.join;
  const joins = jest.spyOn(Array.prototype, 'join').mockImplementation(function (
    this: unknown[],
    by?: string,
  ) {
    const text = join.call(this, by);
    count += text.length;
    return text;
  });
  try {
    work();
  } finally {
    for (const spy of [...texts, expressions, joins]) spy.mockRestore();
  }
  return count;
};
