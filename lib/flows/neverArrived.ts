import type { Reason } from '../grammar/reason';

/**
 * The modem's codes that say that the request can't have reached the server: no name (603, 713), stack or service busy
 * (604, 703), no TLS (605, 606, 710, 715, 719), wrong state or parameter (708, 711), no socket, no connection (712, 714).
 */
const CODES = new Set([603, 604, 605, 606, 703, 708, 710, 711, 712, 713, 714, 715, 719]);

/** Tells whether a request that failed for this reason can't have reached the server. */
export const neverArrived = (reason: Reason): boolean => reason.kind === 'http' && CODES.has(reason.code);
