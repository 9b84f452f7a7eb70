import { CATALOGUE, type FaultName, type FaultNamed } from './catalogue';
import { makeFault } from './makeFault';
import type { GivenOf } from './parameter';

type TakenBy<N extends FaultName> = (typeof CATALOGUE)[N]['takes'];

/** A maker of each fault. What must be told makes its argument one that can not be left out. */
export type Faults = {
  readonly [N in FaultName]: object extends GivenOf<TakenBy<N>>
    ? (given?: GivenOf<TakenBy<N>>) => FaultNamed<N>
    : (given: GivenOf<TakenBy<N>>) => FaultNamed<N>;
};

/**
 * The faults of a virtual modem, each a value to be put in a list: they add up, and several of one kind may stand side by side.
 *
 *     emulator({ family, origin, faults: [faults.stall({ during: 'AT+HTTPREAD', after: 100 }), faults.noEcho()] })
 *
 * A fault is plain data, JSON and all. Fails with `invalid-argument` where a value does not fit.
 */
export const faults = Object.freeze(
  Object.fromEntries(
    Object.keys(CATALOGUE).map((name) => [name, (given?: object) => makeFault(name, { ...given })]),
  ),
) as unknown as Faults;
