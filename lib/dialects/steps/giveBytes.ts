import { concat } from 'rxjs';
import type { InputFeed } from '../../../operators/commandChannel';

/**
 * Feeds a command bytes that are all at hand, in pieces: a reader that leaves meanwhile does not keep the modem waiting.
 *
 *     < >    >> hello    < OK
 */
export const giveBytes =
  (bytes: Uint8Array, pieceBytes = 3_072): InputFeed =>
  ({ give }) =>
    concat(
      ...Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, at) =>
        give(bytes.subarray(at * pieceBytes, (at + 1) * pieceBytes)),
      ),
    );
