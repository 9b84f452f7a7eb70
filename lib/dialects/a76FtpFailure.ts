import { ModemError } from '../grammar/modemError';

/** What was done when the modem gave a code. */
export type A76FtpStep = 'login' | 'work';

/** Makes the failure of a code of the A76XX's FTP(S). */
export const a76FtpFailure = (code: number, step: A76FtpStep = 'work'): ModemError =>
  new ModemError({ kind: 'cftps', code, step });
