import type { Follower } from './habits';
import type { Open } from './open';
import type { Token } from './token';

/** What a token is to the counted bytes in front of it; `undefined` where it is somebody else's. */
export const followerOf = ({ command }: Open, token: Token): Follower | undefined => {
  if (token.kind === 'final') return 'final';
  if (token.kind !== 'info') return undefined;
  const { ending } = command.definition;
  return ending.by === 'last-answer' && ending.isLast(token.values as never) ? 'last' : 'next';
};
