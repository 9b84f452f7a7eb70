import { CATALOGUE, type FaultName, type FaultNamed } from './catalogue';
import { makeFault } from './makeFault';
import type { GivenOf } from './parameter';

type TakenBy<N extends FaultName> = (typeof CATALOGUE)[N]['takes'];

/** A function for each fault. Its argument is optional unless the fault has a required parameter. */
export type Faults = {
  readonly [N in FaultName]: object extends GivenOf<TakenBy<N>>
    ? (given?: GivenOf<TakenBy<N>>) => FaultNamed<N>
    : (given: GivenOf<TakenBy<N>>) => FaultNamed<N>;
};

/**
 * The faults of a virtual modem. Each call returns a value for the list `faults`; a list may hold several of one kind.
 *
 *     emulator({ family, origin, faults: [faults.stall({ during: 'AT+HTTPREAD', after: 100 }), faults.noEcho()] })
 *
 * A fault is plain data that survives JSON. Fails with `invalid-argument` if a value does not fit.
 */
export const faults = Object.freeze(
  Object.fromEntries(
    Object.keys(CATALOGUE).map((name) => [name, (given?: object) => makeFault(name, { ...given })]),
  ),
) as unknown as Faults;
