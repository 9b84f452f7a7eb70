import type { Codec } from './codec';

/**
 * A field that must be there, and may hold what no table has: then it is not known, and the rest of the answer is read. A flow takes it
 * for the cautious case.
 *
 *     unlisted(choice({ idle: 0, running: 1 }))     running  ⇄  1        undefined  ←  97, WORD
 */
export const unlisted = <T>(codec: Codec<T>): Codec<T | undefined> & { readonly mayBeUnlisted: true } => ({
  ...codec,
  mayBeUnlisted: true,
  write: (value, name) => (value === undefined ? '' : codec.write(value, name)),
});
