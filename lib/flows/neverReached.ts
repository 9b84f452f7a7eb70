import { isTransient } from '../grammar/isTransient';
import type { Reason } from '../grammar/reason';

/** SIM800: the server could not be connected to. */
const NO_CONNECTION = 63;

/** Tells whether an FTP server that was to do something can't have been asked yet. */
export const neverReached = (reason: Reason): boolean =>
  (reason.kind === 'network' && !reason.lost) ||
  (reason.kind === 'ftp' && reason.code === NO_CONNECTION) ||
  (reason.kind === 'cftps' && reason.step === 'login' && isTransient(reason));
