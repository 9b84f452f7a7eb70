import type { Reason } from './reason';

/** The codes by which the services of SIMCom's modems say that there is no network below them. */
const CODES: Partial<Record<Reason['kind'], ReadonlySet<number>>> = {
  http: new Set([601, 709, 717]),
  ftp: new Set([61]),
  cftps: new Set([10]),
};

/**
 * Whether a service failed for want of a network: a bearer that looks open may be dead. The family's own table of codes decides,
 * where it has one.
 */
export const bearerMayBeDead = (reason: Reason): boolean => {
  if ('row' in reason && reason.row) return reason.row.cause === 'network';
  return 'code' in reason && reason.code !== undefined && (CODES[reason.kind]?.has(reason.code) ?? false);
};
