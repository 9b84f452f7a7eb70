/** Sets the options of a field below its first one, which stays; the chosen one stays chosen. */
export const choices = (
  select: HTMLSelectElement,
  all: readonly (readonly [value: string, words: string])[],
): void => {
  const wanted = JSON.stringify(all);
  if (select.dataset.offered === wanted) return;
  select.dataset.offered = wanted;
  const chosen = select.value;
  select.length = 1;
  for (const [value, words] of all) select.add(new Option(words, value, false, value === chosen));
};
