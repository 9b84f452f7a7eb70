import type { Open } from './open';

const CR = 13;
const FIRST_SIGN = 33;
const LAST_SIGN = 126;

/**
 * Tells whether a byte can't be the one right behind counted bytes: that is a line end, or where the answer streams on, and
 * the firmware sets no line ends between its blocks, the next header's first sign.
 */
export const endsWrongly = (open: Open | undefined, byte: number): boolean => {
  if (!open?.tail || open.tail.breaks > 0 || open.tail.lines > 0 || byte === CR) return false;
  return open.command.definition.ending.by !== 'last-answer' || byte < FIRST_SIGN || byte > LAST_SIGN;
};
