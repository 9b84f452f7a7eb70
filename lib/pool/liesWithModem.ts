import { match, P } from 'ts-pattern';
import type { Reason } from '../grammar/reason';

/** No network, stack busy, service busy: codes that say nothing of the server. */
const HTTP = new Set([601, 604, 703, 708]);
const NO_NETWORK = 61;

/**
 * Tells whether a failure says something of the modem it came from: its line, SIM or network. What a server or its name caused
 * may happen on any modem, and must not make one look bad.
 */
export const liesWithModem = (reason: Reason): boolean =>
  match(reason)
    .with({ kind: 'timeout' }, ({ phase }) => phase !== 'total')
    .with({ kind: 'http' }, ({ code }) => HTTP.has(code))
    .with({ kind: 'ftp' }, ({ code }) => code === NO_NETWORK)
    .with({ kind: P.union('network', 'cme', 'reset', 'corrupt', 'unreadable', 'port', 'closed') }, () => true)
    .otherwise(() => false);
