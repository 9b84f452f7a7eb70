const CR = 13;
/** Within this a loop is quicker than a call into the engine: most lines are shorter. */
const NEAR_BYTES = 64;

/** Where the CR that ends a line is, from a place on; -1 where it has not come. */
export const lineEnd = (bytes: Uint8Array, from: number): number => {
  const near = Math.min(bytes.length, from + NEAR_BYTES);
  for (let at = from; at < near; at += 1) if (bytes[at] === CR) return at;
  return bytes.indexOf(CR, near);
};
