import type { Reason } from './reason';

/** The codes by which the services of a modem say that there is no network below them. */
const CODES: Partial<Record<Reason['kind'], ReadonlySet<number>>> = {
  http: new Set([601, 709, 717]),
  ftp: new Set([61]),
  cftps: new Set([10]),
};

/** Whether a service failed for want of a network: a bearer that looks open may be dead. */
export const bearerMayBeDead = (reason: Reason): boolean => {
  if (!('code' in reason) || reason.code === undefined) return false;
  const isService = reason.kind === 'http' || reason.kind === 'ftp';
  // A family that describes its codes by itself has a number space of its own.
  if (isService && reason.row) return reason.row.cause === 'network';
  return CODES[reason.kind]?.has(reason.code) ?? false;
};
