/** Puts slices together into one array: the one copy of a body, and only where somebody wants it whole. */
export const joinBytes = (slices: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(slices.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const slice of slices) {
    whole.set(slice, at);
    at += slice.length;
  }
  return whole;
};
