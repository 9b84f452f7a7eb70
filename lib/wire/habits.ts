import type { Tail } from './open';

/**
 * How this firmware sets off what follows counted bytes: how many line ends stand there beyond the fewest that may.
 * Learnt from the first window and held to from then on, so that a lost byte can't pass for another habit.
 */
export interface Habits {
  readonly final?: number;
  readonly next?: number;
  readonly last?: number;
}

/** What may follow counted bytes: a result code, the next block's header, or the header that says that it was the last. */
export type Follower = keyof Habits;

/** The fewest and the most line ends in front of each follower, not counting two for each foreign line between. */
const LIMITS: Readonly<Record<Follower, readonly [number, number]>> = {
  final: [1, 2],
  next: [0, 2],
  last: [0, 2],
};

/**
 * Checks the end of counted bytes. Gives the habits with what was learnt, or `undefined` where bytes must have been lost:
 * each foreign line (a URC) brings two line ends, the payload's own end one, so a missing one shows.
 */
export const settle = (habits: Habits, tail: Tail, follower: Follower): Habits | undefined => {
  const [fewest, most] = LIMITS[follower];
  const breaks = tail.breaks - 2 * tail.lines;
  if (breaks < fewest || breaks > most) return undefined;
  const learnt = habits[follower];
  if (learnt !== undefined) return learnt === breaks ? habits : undefined;
  // No line end after a payload that ends in one: more likely two lost bytes than a firmware that sets none.
  if (breaks === 0 && tail.endedInBreak) return undefined;
  return { ...habits, [follower]: breaks };
};
