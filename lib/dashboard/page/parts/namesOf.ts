import type { Board } from '../../model/board';

/** How modems are called where there is room for a word: by their unique names. */
export const namesOf = ({ modems }: Board): Readonly<Record<string, string>> =>
  Object.fromEntries(modems.map(({ id, name }) => [id, name]));
