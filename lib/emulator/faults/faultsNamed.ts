import type { Fault, FaultName, FaultNamed } from './catalogue';

/** Those of some names, in their order. */
export const faultsNamed = <N extends FaultName>(
  faults: readonly Fault[],
  ...names: readonly N[]
): readonly FaultNamed<N>[] =>
  faults.filter((fault): fault is Fault & FaultNamed<N> => (names as readonly string[]).includes(fault.name));
