import type { FoldedLine } from './foldLog';

/** How long the browser may take to begin the download. */
const KEPT_MS = 10_000;

/**
 * Saves lines as a text file, a line for each, with tabs between time, modem, sign and text.
 *
 *     2026-11-22T10:00:00.000Z	north	<	+CSQ: 20,0
 */
export const exportLog = (
  name: string,
  lines: readonly FoldedLine[],
  nameOf: (modem: string) => string,
): void => {
  const text = lines.map(({ entry: { at, modem, sign, text: words }, times }) =>
    [new Date(at).toISOString(), nameOf(modem), sign, words, ...(times > 1 ? [`×${times}`] : [])].join('\t'),
  );
  const address = URL.createObjectURL(new Blob([`${text.join('\n')}\n`], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name.toLowerCase()}-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.log`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
};
