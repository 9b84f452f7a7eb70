/** A straight line through points. */
export interface StraightLine {
  readonly base: number;
  readonly slope: number;
  /** How far the point that lies farthest is from it. */
  readonly most: number;
}

const mean = (values: readonly number[]): number =>
  values.reduce((all, value) => all + value, 0) / values.length;

/** Fits a straight line by least squares. */
export const straightLine = (points: readonly (readonly [x: number, y: number])[]): StraightLine => {
  const meanX = mean(points.map(([x]) => x));
  const meanY = mean(points.map(([, y]) => y));
  const slope =
    mean(points.map(([x, y]) => (x - meanX) * (y - meanY))) / mean(points.map(([x]) => (x - meanX) ** 2));
  const base = meanY - slope * meanX;
  return { base, slope, most: Math.max(...points.map(([x, y]) => Math.abs(y - base - slope * x))) };
};
