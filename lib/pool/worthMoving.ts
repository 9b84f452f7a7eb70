import type { CodeCause } from '../grammar/errors/codeRow';
import { match, P } from 'ts-pattern';
import { isTransient } from '../grammar/errors/isTransient';
import type { Reason } from '../grammar/errors/reason';

/**
 * Whether another modem may do better after this failure: one of this modem, its SIM, network or family. A failure of the
 * server, the caller or the bytes is the same on every modem.
 */
export const worthMoving = (reason: Reason): boolean =>
  match(reason)
    .with({ kind: 'timeout' }, ({ phase }) => phase !== 'total' && phase !== 'reader')
    .with({ kind: P.union('ftp', 'cftps') }, isTransient)
    .with(
      {
        kind: P.union(
          ...(['refused', 'cme', 'cms', 'ended', 'http', 'unreadable', 'corrupt', 'length'] as const),
          ...(['reset', 'port', 'closed', 'network', 'unsupported', 'socket'] as const),
        ),
      },
      () => true,
    )
    .with(
      {
        kind: P.union(
          ...(['http-status', 'range', 'digest', 'off-script', 'invalid-argument'] as const),
          ...(['not-allowed', 'interrupted', 'cancelled'] as const),
        ),
      },
      () => false,
    )
    .exhaustive();

/** No network, stack busy, service busy: codes that do not concern the server. */
const HTTP = new Set([601, 604, 703, 708]);
const NO_NETWORK = 61;
/** The same of families that describe their codes. */
const OF_MODEM: ReadonlySet<CodeCause> = new Set<CodeCause>(['network', 'busy']);

/**
 * Whether a failure has its cause in the modem: its line, SIM or network. A failure of a server or its name may happen on any
 * modem, and must not count against this one.
 */
export const liesWithModem = (reason: Reason): boolean =>
  match(reason)
    .with({ kind: 'timeout' }, ({ phase }) => phase !== 'total' && phase !== 'reader')
    .with({ kind: 'http' }, ({ code, row }) => (row ? OF_MODEM.has(row.cause) : HTTP.has(code)))
    .with({ kind: 'ftp' }, ({ code, row }) => (row ? OF_MODEM.has(row.cause) : code === NO_NETWORK))
    .with({ kind: P.union('network', 'cme', 'reset', 'corrupt', 'unreadable', 'port', 'closed') }, () => true)
    .otherwise(() => false);
