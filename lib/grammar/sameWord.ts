const bare = (field: string): string => field.replaceAll('"', '').toUpperCase();

/** Compares two fields as modems do: quotes and case don't count. */
export const sameWord = (found: string | undefined, wanted: string): boolean =>
  found !== undefined && bare(found) === bare(wanted);
