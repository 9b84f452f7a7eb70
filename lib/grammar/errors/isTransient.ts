import { match, P } from 'ts-pattern';
import { CFTPS_CODES } from './cftpsCodes';
import { FTP_CODES } from './ftpCodes';
import { HTTP_CODES } from './httpCodes';
import type { Phase, Reason } from './reason';

/** CME codes of conditions that pass: SIM busy, network timeout, service temporarily out of order, stack busy. */
const PASSING = new Set([14, 31, 134, 151, 181]);
/** CMS codes of conditions that pass: network out of order, temporary failure, congestion, service centre or SIM busy, network timeout. */
const PASSING_CMS = new Set([38, 41, 42, 192, 314, 332]);
/** HTTP statuses that invite another try. */
const BUSY = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Limits that a second try would not change. */
const FINAL_PHASES: ReadonlySet<Phase> = new Set<Phase>(['total', 'bring-up', 'reader']);

/** Whether another try, with nothing changed, may succeed. */
export const isTransient = (reason: Reason): boolean =>
  match(reason)
    .with({ kind: 'http' }, ({ code, row }) => (row ?? HTTP_CODES[code])?.transient ?? false)
    .with({ kind: 'ftp' }, ({ code, row }) => (row ?? FTP_CODES[code])?.transient ?? false)
    .with({ kind: 'cftps' }, ({ code }) => CFTPS_CODES[code]?.transient ?? false)
    .with({ kind: 'http-status' }, ({ head }) => BUSY.has(head.status))
    .with({ kind: 'cme' }, ({ code, row }) => row?.transient ?? (code !== undefined && PASSING.has(code)))
    .with({ kind: 'cms' }, ({ code }) => code !== undefined && PASSING_CMS.has(code))
    .with({ kind: 'timeout' }, ({ phase }) => !FINAL_PHASES.has(phase))
    .with({ kind: 'closed' }, ({ reconnects }) => reconnects ?? false)
    .with({ kind: 'reset' }, ({ isOff }) => !isOff)
    .with({ kind: 'socket' }, ({ problem }) => problem !== 'handshake')
    .with({ kind: P.union('corrupt', 'unreadable', 'length', 'network') }, () => true)
    .with(
      {
        kind: P.union(
          'refused',
          'ended',
          'port',
          'off-script',
          'invalid-argument',
          'unsupported',
          'range',
          'digest',
          'not-allowed',
          'interrupted',
          'cancelled',
        ),
      },
      () => false,
    )
    .exhaustive();
