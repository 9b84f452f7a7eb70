import { match, P } from 'ts-pattern';
import { isTransient } from '../grammar/isTransient';
import type { Reason } from '../grammar/reason';

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
