import type { Board } from './board';

/** A board with nothing on it. */
export const emptyBoard: Board = Object.freeze({
  isLinked: true,
  mayAct: false,
  modems: [],
  urcs: { count: 0, entries: [] },
  trace: { count: 0, entries: [] },
});
