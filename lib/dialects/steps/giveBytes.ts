import { concat } from 'rxjs';
import type { InputFeed, InputRequest } from '../../../operators/commandChannel';

/**
 * Feeds a command bytes that are all at hand, in pieces: a reader that leaves meanwhile does not keep the modem waiting.
 *
 *     < >    >> hello    < OK
 */
export const giveBytes = (bytes: Uint8Array, pieceBytes = 3_072): InputFeed => {
  const feed: InputFeed = ({ give }) =>
    concat(
      ...Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, at) =>
        give(bytes.subarray(at * pieceBytes, (at + 1) * pieceBytes)),
      ),
    );
  return Object.assign(feed, { isHarmless: !holdsCommand(bytes) });
};

/** The same feed, which does something before it gives the first byte. */
export const beforeGiving = (feed: InputFeed, act: () => void): InputFeed =>
  Object.assign(
    (feeding: InputRequest) => {
      act();
      return feed(feeding);
    },
    { isHarmless: feed.isHarmless ?? false },
  );

/** Whether bytes hold the beginning of a command line: `AT`, or `at` (V.250 § 5.2.1). */
const holdsCommand = (bytes: Uint8Array): boolean => {
  for (let at = bytes.indexOf(UPPER_A); at >= 0; at = bytes.indexOf(UPPER_A, at + 1))
    if (bytes[at + 1] === UPPER_A + A_TO_T) return true;
  for (let at = bytes.indexOf(LOWER_A); at >= 0; at = bytes.indexOf(LOWER_A, at + 1))
    if (bytes[at + 1] === LOWER_A + A_TO_T) return true;
  return false;
};

const UPPER_A = 0x41;
const LOWER_A = 0x61;
const A_TO_T = 0x13;
