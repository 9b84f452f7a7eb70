import type { PoolMember } from './poolMember';

/** Classes of so many steps of 2 dB are one: what differs less says nothing. */
const SIGNAL_CLASS = 4;

/** Why a modem is not fit to be given a flow now; nothing where it is. */
const unfit = ({ connection, isAsked, states }: PoolMember): string | undefined => {
  const { sim, registration, power } = states;
  if (!connection?.isUp) return 'it is not connected';
  if (power?.state === 'off' || power?.state === 'charge-only') return `its power is ${power.state}`;
  if (sim && !sim.isReady) return `its SIM says ${sim.state}`;
  if (registration && !registration.isRegistered)
    return `it is not registered (status ${registration.status})`;
  return isAsked ? undefined : 'it was not asked yet how it is';
};

const signalClass = ({ states }: PoolMember): number => (states.signal?.rssi ?? 0) / SIGNAL_CLASS;

/**
 * Which of two modems is better: the one that fewer wait for, on which fewer flows failed, whose bearer is open, whose signal
 * is better by a class. Negative where it is the first.
 */
const compare = (one: PoolMember, other: PoolMember): number =>
  one.load - other.load ||
  one.failures - other.failures ||
  Number(other.states.bearer?.isOpen ?? false) - Number(one.states.bearer?.isOpen ?? false) ||
  Math.floor(signalClass(other)) - Math.floor(signalClass(one));

/** How fit modems are: pure functions of what is known of them. */
export const fitness = Object.freeze({ unfit, compare });
