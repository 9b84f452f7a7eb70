/** Digits that tell subscribers apart: networks write one number as `+49170…`, `0049170…` and `0170…`. */
const TELLING_DIGITS = 8;

/**
 * Whether two spellings mean one subscriber: alike, or alike in the last 8 digits. Shorter numbers must be alike.
 *
 *     +491701234567, 01701234567  →  true
 */
export const sameNumber = (one: string, other: string): boolean => {
  if (one === other) return true;
  const [a, b] = [one, other].map((number) => number.replace(/\D/g, '').slice(-TELLING_DIGITS));
  return a === b && a?.length === TELLING_DIGITS;
};
