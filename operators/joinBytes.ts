/** Joins slices into one array: the only copy of a body, made when it is wanted as a whole. */
export const joinBytes = (slices: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(slices.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const slice of slices) {
    whole.set(slice, at);
    at += slice.length;
  }
  return whole;
};
