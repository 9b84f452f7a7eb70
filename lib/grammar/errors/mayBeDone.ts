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

/**
 * Makes an error say that what was asked for may have been done, where it does not show that it was not: for what is not done
 * twice by itself. Other errors stay as they are.
 *
 *     AT+HTTPACTION=1: the result did not come in time; check signal and server (after 10000 ms); it may have been done …
 */
export const mayBeDone = (error: unknown): unknown =>
  error instanceof ModemError && UNSURE.has(error.reason.kind)
    ? new ModemError({ ...error.reason, mayBeDone: true })
    : error;
