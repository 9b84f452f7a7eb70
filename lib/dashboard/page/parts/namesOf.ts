import type { Board } from '../../model/board';

/**
 * How modems are called where there is room for a word: by their titles; behind a broker, where many have the same, by their ids,
 * which tell their gateway, too.
 */
export const namesOf = ({ modems, broker }: Board): Readonly<Record<string, string>> =>
  Object.fromEntries(modems.map(({ id, title }) => [id, broker ? id : title]));
