import type { Reason } from './reason';

/** The codes by which the services of SIMCom's modems say that there is no network below them. */
const CODES: Partial<Record<Reason['kind'], ReadonlySet<number>>> = {
  http: new Set([601, 709, 717]),
  ftp: new Set([61]),
  cftps: new Set([10]),
};

/** How sure a failure makes that the bearer is dead, in steps: it is not used again once there are as many as this. */
export const BEARER_DEAD = 2;

/**
 * Whether a service failed for want of a network: a bearer that looks open may be dead. The family's own table of codes decides,
 * where it has one. 2 where the code says so, 1 where it may mean that, 0 where it does not.
 */
export const bearerDoubt = (reason: Reason): number => {
  if ('row' in reason && reason.row)
    return reason.row.cause === 'network' ? BEARER_DEAD : reason.row.mayBeNetwork ? 1 : 0;
  const isKnown = 'code' in reason && reason.code !== undefined && CODES[reason.kind]?.has(reason.code);
  return isKnown ? BEARER_DEAD : 0;
};
