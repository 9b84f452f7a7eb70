import { asyncScheduler } from 'rxjs';
import type { Reason } from '../grammar/reason';

/** The longest that a server's wish is obeyed. */
const MOST_MS = 300_000;

/** How long the server asks to wait (`Retry-After`, seconds or a date), in milliseconds; 0 where it does not. */
export const retryAfterMs = (reason: Reason): number => {
  if (reason.kind !== 'http-status') return 0;
  const wish = reason.head.headers['retry-after'];
  if (wish === undefined) return 0;
  const waitMs = /^\d+$/.test(wish) ? Number(wish) * 1_000 : Date.parse(wish) - asyncScheduler.now();
  return Number.isFinite(waitMs) ? Math.min(MOST_MS, Math.max(0, waitMs)) : 0;
};
