import { exponential } from '../../operators/retryPolicy';
import type { Reason } from '../grammar/errors/reason';
import { fitness } from './fitness';
import type { PoolMember } from './poolMember';
import { worthMoving } from './worthMoving';

/** How a pool picks its modems, and what it does when one fails. All are optional. */
export interface PoolPolicy {
  /** To how many other modems a flow goes on that failed on one, by its own policies. Default 2. */
  readonly moves?: number;
  /** After which failures. Default: those that lie with the modem, its SIM, network or family, and not with the server. */
  readonly when?: (reason: Reason) => boolean;
  /** Why a modem is not fit for a flow now. Default: not connected, switched off, SIM not ready, not registered. */
  readonly unfit?: (member: PoolMember) => string | undefined;
  /** Which of two fit ones is taken first. Default: by load, failures, bearer, signal; then who waited longest. */
  readonly compare?: (one: PoolMember, other: PoolMember) => number;
  /** How long a modem is left alone after so many failures in a row. Default: a second, doubling, up to ten. */
  readonly restMs?: (failures: number) => number;
  /** How long a flow waits while no modem is fit, before it fails with `network`. Default one minute. */
  readonly waitMs?: number;
  /** How often each modem is asked how it is. Default 30 s; every 5 s while it is not fit. */
  readonly askEveryMs?: number;
  /** How soon a modem whose connection failed for good is connected to again. Default 5 s. */
  readonly rejoinMs?: number;
}

/** A policy with nothing missing. */
export type SettledPolicy = Required<PoolPolicy>;

/** What a policy means where it says nothing. */
export const poolPolicy = (given: PoolPolicy): SettledPolicy => ({
  moves: 2,
  when: worthMoving,
  unfit: fitness.unfit,
  compare: fitness.compare,
  restMs: exponential({ fromMs: 1_000, upToMs: 10_000 }),
  waitMs: 60_000,
  askEveryMs: 30_000,
  rejoinMs: 5_000,
  ...given,
});
