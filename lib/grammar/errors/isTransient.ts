import { match, P } from 'ts-pattern';
import { CFTPS_CODES } from './cftpsCodes';
import { FTP_CODES } from './ftpCodes';
import { HTTP_CODES } from './httpCodes';
import type { Reason } from './reason';

/** CME codes that pass by themselves: SIM busy, network time-out, service out of order for now. */
const PASSING = new Set([14, 31, 134, 151, 181]);
/** CMS codes that pass: network out of order, temporary failure, congestion, service centre busy, SIM busy, network time-out. */
const PASSING_CMS = new Set([38, 41, 42, 192, 314, 332]);
/** HTTP statuses that ask for another try. */
const BUSY = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Tells whether trying again, with nothing changed, may well succeed. */
export const isTransient = (reason: Reason): boolean =>
  match(reason)
    .with({ kind: 'http' }, ({ code }) => HTTP_CODES[code]?.transient ?? false)
    .with({ kind: 'ftp' }, ({ code }) => FTP_CODES[code]?.transient ?? false)
    .with({ kind: 'cftps' }, ({ code }) => CFTPS_CODES[code]?.transient ?? false)
    .with({ kind: 'http-status' }, ({ head }) => BUSY.has(head.status))
    .with({ kind: 'cme' }, ({ code }) => code !== undefined && PASSING.has(code))
    .with({ kind: 'cms' }, ({ code }) => code !== undefined && PASSING_CMS.has(code))
    .with({ kind: 'timeout' }, ({ phase }) => phase !== 'total' && phase !== 'bring-up')
    .with({ kind: 'closed' }, ({ reconnects }) => reconnects ?? false)
    .with({ kind: 'reset' }, ({ isOff }) => !isOff)
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
          'not-allowed',
          'interrupted',
          'cancelled',
        ),
      },
      () => false,
    )
    .exhaustive();
