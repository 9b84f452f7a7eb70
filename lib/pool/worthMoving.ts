import { match, P } from 'ts-pattern';
import { isTransient } from '../grammar/errors/isTransient';
import type { Reason } from '../grammar/errors/reason';

/**
 * Tells whether another modem may do better after this failure: what lies with this modem, its SIM, its network, or its
 * family. What the server, the caller or the bytes themselves decided is the same everywhere.
 */
export const worthMoving = (reason: Reason): boolean =>
  match(reason)
    .with({ kind: 'timeout' }, ({ phase }) => phase !== 'total')
    .with({ kind: P.union('ftp', 'cftps') }, isTransient)
    .with(
      {
        kind: P.union(
          ...(['refused', 'cme', 'cms', 'ended', 'http', 'unreadable', 'corrupt', 'length'] as const),
          ...(['reset', 'port', 'closed', 'network', 'unsupported'] as const),
        ),
      },
      () => true,
    )
    .with(
      {
        kind: P.union(
          ...(['http-status', 'range', 'off-script', 'invalid-argument'] as const),
          ...(['not-allowed', 'interrupted', 'cancelled'] as const),
        ),
      },
      () => false,
    )
    .exhaustive();

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
