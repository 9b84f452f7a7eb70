import type { Settled } from '../grammar/settled';
import { checkOptions, is, type OptionChecks, withDefaults } from '../grammar/checkOptions';
import { exponential } from '../../operators/retryPolicy';
import type { Reason } from '../grammar/errors/reason';
import { fitness } from './fitness';
import type { PoolMember } from './poolMember';
import { worthMoving } from './worthMoving';

/** How a pool chooses its modems, and what it does when one fails. All are optional. */
export interface PoolPolicy {
  /** On how many other modems a flow continues after its own policies gave up on one. Default 2. */
  readonly moves?: number | undefined;
  /** After which failures. Default: those of the modem, its SIM, network or family, and not those of the server. */
  readonly when?: ((reason: Reason) => boolean) | undefined;
  /** Why a modem can't take a flow now; `undefined` where it can. Default: not connected, switched off, SIM not ready, not registered. */
  readonly unfit?: ((member: PoolMember) => string | undefined) | undefined;
  /** Compares two fit modems; the smaller one is used first. Default: load, failures, bearer, signal; then least recently used first. */
  readonly compare?: ((one: PoolMember, other: PoolMember) => number) | undefined;
  /** How long a modem rests after this many failures in a row. Default: a second, doubling, up to ten. */
  readonly restMs?: ((failures: number) => number) | undefined;
  /** How long a flow waits while no modem is fit, before it fails with `network`. Default one minute. */
  readonly waitMs?: number | undefined;
  /** How often the state of each modem is queried. Default 30 s; every 5 s while it is not fit. */
  readonly askEveryMs?: number | undefined;
  /** When a modem whose connection has failed is opened again. Default 5 s. */
  readonly rejoinMs?: number | undefined;
}

/** A policy without missing fields. */
export type SettledPolicy = Settled<PoolPolicy>;

/** Fills in the defaults. Fails with `invalid-argument` that names the option. */
export const poolPolicy = (given: PoolPolicy): SettledPolicy =>
  withDefaults(defaults, checkOptions(given, POOL_CHECKS));

const defaults: SettledPolicy = Object.freeze({
  moves: 2,
  when: worthMoving,
  unfit: fitness.unfit,
  compare: fitness.compare,
  restMs: exponential({ fromMs: 1_000, upToMs: 10_000 }),
  waitMs: 60_000,
  askEveryMs: 30_000,
  rejoinMs: 5_000,
});

/** The checks of the policy. */
export const POOL_CHECKS: OptionChecks = {
  moves: is.repeats,
  when: is.call,
  unfit: is.call,
  compare: is.call,
  restMs: is.call,
  waitMs: is.limitMs,
  askEveryMs: is.intervalMs,
  rejoinMs: is.limitMs,
};
