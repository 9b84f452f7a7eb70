import type { Message } from '../message';
import type { Job } from '../schema/job';
import type { GatewayLimits } from './gatewayLimits';

/** How long a job may take, in milliseconds: no longer than its message lives, and as long as the gateway says where it says nothing. */
export const deadlineOf = (
  { deadlineMs }: Job,
  { expirySeconds = Infinity }: Message,
  limits: Required<GatewayLimits>,
): number => {
  const leftMs = expirySeconds * 1_000;
  const wantedMs = Math.min(deadlineMs ?? leftMs, leftMs);
  return wantedMs === Infinity ? limits.deadlineMs : wantedMs;
};
