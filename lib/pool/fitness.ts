import type { PoolMember } from './poolMember';

/** Signals within this many steps of 2 dB count as equal. */
const SIGNAL_CLASS = 4;

/** What decides whether a modem can take a flow. */
export type FitnessFacts = Pick<PoolMember, 'connection' | 'isAsked' | 'states'>;

/** Why a modem can't take a flow now; `undefined` where it can. */
const unfit = ({ connection, isAsked, states }: FitnessFacts): string | undefined => {
  const { sim, registration, power } = states;
  if (!connection?.isUp) return 'it is not connected';
  if (power?.state === 'off' || power?.state === 'charge-only') return `its power is ${power.state}`;
  if (sim && !sim.isReady) return `its SIM says ${sim.state}`;
  if (registration && !registration.isRegistered)
    return `it is not registered (status ${registration.status})`;
  return isAsked ? undefined : 'its state was not queried yet';
};

const signalClass = ({ states }: PoolMember): number => (states.signal?.rssi ?? 0) / SIGNAL_CLASS;

/**
 * Compares two modems by pending work, failures, open bearer, and class of signal, in this order. Negative where the first one
 * is better.
 */
const compare = (one: PoolMember, other: PoolMember): number =>
  one.load - other.load ||
  one.failures - other.failures ||
  Number(other.states.bearer?.isOpen ?? false) - Number(one.states.bearer?.isOpen ?? false) ||
  Math.floor(signalClass(other)) - Math.floor(signalClass(one));

/** How fit modems are, as pure functions of their states. */
export const fitness = Object.freeze({ unfit, compare });
