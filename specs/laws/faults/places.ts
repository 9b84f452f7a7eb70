import { type Fault, faults } from '../../../lib/emulator';
import type { Bench } from './bench';

/** A command line of a flow, told from the others that read alike by how many came before it. */
export interface Place {
  readonly during: string;
  readonly skip: number;
  /** How many bytes are said to it. */
  readonly bytes: number;
}

/** The places of a flow: what was heard in a run with nothing wrong. */
export const placesOf = ({ said }: Bench): readonly Place[] =>
  said.map(({ line, bytes }, at) => ({
    during: line,
    skip: said.slice(0, at).filter((earlier) => earlier.line.startsWith(line)).length,
    bytes,
  }));

/** Where in an answer: at its ends, in the middle, and behind a header. */
const offsets = (bytes: number): readonly number[] => [
  ...new Set(
    [0, 1, 19, Math.floor(bytes / 2), bytes - 1].filter(
      (at) => at >= 0 && at < bytes && (at !== 19 || bytes > 40),
    ),
  ),
];

type Strike = (place: { readonly during: string; readonly skip: number; readonly after: number }) => Fault;

/** What breaks an answer, wherever it strikes. */
const BREAKS: readonly Strike[] = [
  (place) => faults.stall(place),
  (place) => faults.lostBytes(place),
  (place) => faults.lostBytes({ ...place, count: 5 }),
  (place) => faults.flippedBytes(place),
  (place) => faults.restart(place),
];

/** What befalls the modem: where in the answer matters less. */
const BEFALLS: readonly Strike[] = [
  (place) => faults.undervoltage(place),
  (place) => faults.powerLost(place),
  (place) => faults.simRemoved(place),
  (place) => faults.registrationLost(place),
  (place) => faults.bearerLost(place),
  ({ during, skip }) => faults.missingFinal({ during, skip }),
  ({ during, skip }) => faults.slowFinals({ during, skip, times: 1, ms: 700 }),
  ({ during, skip }) => faults.slowFinals({ during, skip, times: 1, ms: 6_000 }),
];

/**
 * All that can strike in an answer. What breaks a long one is tried at every offset, what breaks a short one at one of them,
 * another one for each fault and place.
 */
export const strikesAt = ({ during, skip, bytes }: Place, turn: number): readonly Fault[] => {
  const places = offsets(bytes);
  const at = (which: number) => ({ during, skip, after: places[which % places.length] ?? 0 });
  return [
    ...BREAKS.flatMap((strike, which) =>
      bytes > 40 ? places.map((_, one) => strike(at(one))) : [strike(at(turn + which))],
    ),
    ...BEFALLS.map((strike, which) => strike(at(turn + which))),
  ];
};
