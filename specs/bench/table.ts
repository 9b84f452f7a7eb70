/** A row of a table of measurements. */
export interface Row {
  readonly name: string;
  readonly cells: readonly string[];
}

/** Prints rows under headings, numbers to the right, as a Markdown table that can be pasted into the docs. */
export const table = (title: string, headings: readonly string[], rows: readonly Row[]): string => {
  const lines = [
    ['', ...headings],
    ['---', ...headings.map(() => '---:')],
    ...rows.map(({ name, cells }) => [name, ...cells]),
  ];
  const widths =
    lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  const padded = lines.map((line) =>
    line.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    ),
  );
  return [`### ${title}`, '', ...padded.map((cells) => `| ${cells.join(' | ')} |`), ''].join('\n');
};
