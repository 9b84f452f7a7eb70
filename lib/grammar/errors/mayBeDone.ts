import { ModemError } from './modemError';
import type { Reason } from './reason';

/** Failures that say nothing about what the server did. */
const UNSURE = new Set<Reason['kind']>([
  'timeout',
  'unreadable',
  'corrupt',
  'length',
  'reset',
  'closed',
  'network',
  'http',
]);

/** FTP codes that say that modem and server lost each other while something was under way: network, time, an odd reply. */
const LOST_FTP = new Set([61, 64, 70]);
const LOST_CFTPS = new Set([2, 4, 5, 10, 16, 421]);

/** Whether what was asked for may have been done though it failed for this reason. */
export const maybeDoneAfter = (reason: Reason): boolean =>
  UNSURE.has(reason.kind) ||
  (reason.kind === 'ftp' && LOST_FTP.has(reason.code)) ||
  (reason.kind === 'cftps' && reason.step === 'work' && LOST_CFTPS.has(reason.code));

/**
 * Makes an error say that what was asked for may have been done, where it does not show that it was not: for what is not done
 * twice by itself. Other errors stay as they are.
 *
 *     AT+HTTPACTION=1: the result did not come in time; check signal and server (after 10000 ms); it may have been done …
 */
export const mayBeDone = (error: unknown): unknown =>
  error instanceof ModemError && maybeDoneAfter(error.reason) ? asMayBeDone(error) : error;

/** The same for work that was sent: whatever the reason is, it may have been done. */
export const asMayBeDone = (error: unknown): unknown =>
  error instanceof ModemError ? new ModemError({ ...error.reason, mayBeDone: true }) : error;
