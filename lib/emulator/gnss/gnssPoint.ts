/** A place on the way of an emulated receiver. */
export interface GnssPoint {
  /** Degrees, south negative. */
  readonly latitude: number;
  /** Degrees, west negative. */
  readonly longitude: number;
  readonly altitudeMeters?: number;
  readonly speedKmh?: number;
  readonly courseDegrees?: number;
}

/** Checks one of a track. */
export const isPoint = (value: unknown): string | undefined => {
  const { latitude, longitude } = (value ?? {}) as Partial<GnssPoint>;
  const isIn = (degrees: unknown, most: number) => typeof degrees === 'number' && Math.abs(degrees) <= most;
  return isIn(latitude, 90) && isIn(longitude, 180)
    ? undefined
    : 'it holds what is no point with latitude and longitude';
};
