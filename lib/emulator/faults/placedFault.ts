import type { FaultNamed } from './catalogue';

/** The faults that strike at a place in an answer. */
export const PLACED = [
  'lostBytes',
  'flippedBytes',
  'stall',
  'restart',
  'undervoltage',
  'powerLost',
  'simRemoved',
  'registrationLost',
  'bearerLost',
  'socketsLost',
  'linksClosed',
] as const;

export type PlacedFault = FaultNamed<(typeof PLACED)[number]>;
