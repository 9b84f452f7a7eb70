/** A whole number of what a parameter takes, at least and at the most; what is between two is the greater. */
export const within = (value: number, [least, most]: readonly [number, number]): number =>
  Math.min(most, Math.max(least, Math.ceil(value)));
