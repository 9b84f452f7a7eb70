import type { Tail, OpenCommand } from './openCommand';
import type { Token } from './token';

/**
 * How this firmware separates the counted bytes of a command from what follows: the number of line ends in front of each kind of
 * follower. Learnt from the first window and required from then on, so that a lost byte can't pass for another framing.
 */
export interface BlockFraming {
  readonly final?: number;
  readonly next?: number;
  readonly last?: number;
  /** The followers whose framing was doubted once: a window was reported damaged that may have been this firmware's framing. */
  readonly doubted?: readonly Follower[];
}

/** The framing of each command that brought counted bytes, by its head: a firmware may frame two commands differently. */
export type BlockFramings = Readonly<Record<string, BlockFraming>>;

/** What may follow counted bytes: a result code, the next block's header, or the header that says that it was the last. */
export type Follower = 'final' | 'next' | 'last';

/** The fewest and the most line ends in front of each follower, not counting two for each foreign line between. */
const LIMITS: Readonly<Record<Follower, readonly [number, number]>> = {
  final: [1, 2],
  next: [0, 2],
  last: [0, 2],
};

/** The line ends that the manuals print in front of every follower. */
const USUAL = 1;

/**
 * Whether the first end of this kind on a connection may as well be damage: a payload that ends in CR LF lost two bytes, and its
 * own CR LF fills the count (no line end follows), or got two more, and its own CR LF follows the count (one line end too many).
 * Bytes that can't be read again are not doubted for the latter.
 */
const isAmbiguous = (breaks: number, { endedInBreak }: Tail, consumes: boolean): boolean =>
  (breaks > USUAL && !consumes) || (breaks === 0 && endedInBreak);

/** Whether the end of counted bytes is right, and the framing known from then on. */
export interface FramingCheck {
  readonly fits: boolean;
  readonly framing: BlockFraming;
}

/**
 * Checks the end of counted bytes: each foreign line (a URC) brings two line ends, the payload's own end one, so that a
 * missing one shows.
 *
 * Where the first window fits another framing as well as damage, it counts as damaged, once: damage does not hit the same place
 * twice, so a second window with the same end is accepted.
 */
export const blockFraming = (
  known: BlockFraming,
  tail: Tail,
  follower: Follower,
  consumes: boolean,
): FramingCheck => {
  const [fewest, most] = LIMITS[follower];
  const breaks = tail.breaks - 2 * tail.lines;
  if (breaks < fewest || breaks > most) return { fits: false, framing: known };
  const learnt = known[follower];
  if (learnt !== undefined) return { fits: learnt === breaks, framing: known };
  const { doubted = [] } = known;
  if (isAmbiguous(breaks, tail, consumes) && !doubted.includes(follower))
    return { fits: false, framing: { ...known, doubted: [...doubted, follower] } };
  return { fits: true, framing: { ...known, [follower]: breaks } };
};

/** The role of a token behind counted bytes; `undefined` for a foreign line. */
export const followerOf = ({ command }: OpenCommand, token: Token): Follower | undefined => {
  if (token.kind === 'final') return 'final';
  if (token.kind !== 'info') return undefined;
  const { ending } = command.definition;
  return ending.by === 'last-answer' && ending.isLast(token.values as never) ? 'last' : 'next';
};

const CR = 13;
const FIRST_SIGN = 33;
const LAST_SIGN = 126;

/**
 * Whether a byte can't stand right behind counted bytes: a line end must, or where the answer streams on, and
 * the firmware sets no line ends between its blocks, the next header's first sign.
 */
export const isUnexpectedAfterPayload = (open: OpenCommand | undefined, byte: number): boolean => {
  if (!open?.tail || open.tail.breaks > 0 || open.tail.lines > 0 || byte === CR) return false;
  return open.command.definition.ending.by !== 'last-answer' || byte < FIRST_SIGN || byte > LAST_SIGN;
};
