import type { LinkWindow } from '../../../dialects/socketsDialect';
import type { Command } from '../../../grammar/command';
import { ModemError } from '../../../grammar/errors/modemError';

/**
 * Makes a window of the answer to `CIPRXGET=2`. An answer without bytes that says that some are left is a damaged one: its bytes
 * are gone.
 *
 *     < +CIPRXGET: 2,0,5,7   < 5 bytes     ⇒ 5 bytes, 7 left
 *     < +CIPRXGET: 2,0,0,7                 ⇒ fails with `corrupt`
 */
export const linkWindow = (
  { redacted: command }: Command,
  slices: readonly Uint8Array[],
  { length, left }: { readonly length: number; readonly left: number },
): LinkWindow => {
  if (length === 0 && left > 0) throw new ModemError({ kind: 'corrupt', command, expectedBytes: left });
  return { slices, leftBytes: left };
};
