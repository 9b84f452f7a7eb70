import type { Settled } from '../../grammar/settled';
import { isBeforeServer } from '../../grammar/errors/codeRow';
import {
  checkOptions,
  is,
  withDefaults,
  type OptionChecks,
  RETRY_CHECKS,
  TIMEOUT_CHECKS,
} from '../../grammar/checkOptions';
import type { ObservableInput } from 'rxjs';
import type { FtpWay } from '../../dialects/ftpDialect';
import { exponential, type RetryPolicy } from '../../../operators/retryPolicy';
import type { TimeoutPolicy } from '../../../operators/timeoutPolicy';
import { isWindowBytes } from '../../../operators/windowPace';
import { isTransient } from '../../grammar/errors/isTransient';
import type { Reason } from '../../grammar/errors/reason';

/** SIM800: the server could not be connected to. */
const NO_CONNECTION = 63;

/** Tells whether an FTP server that was to do something can't have been asked yet. */
export const neverReached = (reason: Reason): boolean =>
  (reason.kind === 'network' && !reason.lost) ||
  (reason.kind === 'ftp' && (reason.row ? isBeforeServer(reason.row) : reason.code === NO_CONNECTION)) ||
  (reason.kind === 'cftps' && reason.step === 'login' && isTransient(reason));

/** How anything with an FTP server is done. */
export interface FtpOptions {
  /**
   * When and how often it is tried again. Default: three tries, half a second and doubling between. What can be repeated
   * without harm is tried again after transient failures; what changes directories only where it never reached the server.
   */
  readonly retry?: RetryPolicy | undefined;
  /** Time limits of one try: to the first event, between two, in all. Default: those of the commands themselves. */
  readonly timeout?: TimeoutPolicy | undefined;
  /**
   * How long modem and server may take for each result; for the login the limit of the manual applies. Default 90 s; 300 s where a
   * whole file goes to or from the modem's.
   */
  readonly resultMs?: number | undefined;
}

/** How a file is downloaded. */
export interface FtpGetOptions extends FtpOptions {
  /** Goes on where it was when the connection is lost in the middle. Default true; never with `ascii`, which changes bytes. */
  readonly resume?: boolean | undefined;
  /** Where in the file to begin. Default 0. */
  readonly fromByte?: number | undefined;
  /** Bytes that are asked for at once. Default `'auto'`: up to the family's maximum, as line and consumer take them. */
  readonly windowBytes?: number | 'auto' | undefined;
  /** Window by window, or at once into the modem's memory. Default: the faster one that fits. */
  readonly way?: FtpWay | undefined;
  /** Takes each chunk; the next window is asked for when it completes. Default: the subscriber, at once. */
  readonly into?: ((chunk: Uint8Array) => ObservableInput<unknown>) | undefined;
}

/** How a file is uploaded. */
export interface FtpPutOptions extends FtpOptions {
  /**
   * After a failure in the middle asks the server how much it has, and appends the rest. Default false: the whole is stored
   * anew, or the failure stands where that would append twice.
   */
  readonly resume?: boolean | undefined;
  /** Window by window, or by the modem's memory. Default: the faster one that fits; windows where it may be resumed. */
  readonly way?: FtpWay | undefined;
}

const RETRY: RetryPolicy = { attempts: 3, delay: exponential({ fromMs: 500, upToMs: 10_000 }) };

/** The checks of the options of every FTP function. */
const FTP_CHECKS: OptionChecks = {
  retry: RETRY_CHECKS,
  timeout: TIMEOUT_CHECKS,
  resultMs: is.ms,
  resume: is.flag,
  fromByte: is.count,
  windowBytes: isWindowBytes,
  way: is.oneOf('windows', 'bulk'),
  into: is.call,
};

/** Options with nothing missing that has a default. */
export type SettledOptions = Settled<FtpOptions>;

/** What options mean where they say nothing. */
export const ftpOptions = {
  /** For what can be repeated without harm. Fails with `invalid-argument` that names the option. */
  idempotent: (given: FtpOptions): SettledOptions => {
    const { retry = {}, timeout = {}, resultMs = 90_000 } = checkOptions(given, FTP_CHECKS);
    return { retry: withDefaults(RETRY, retry), timeout, resultMs };
  },
  /** For what changes something at the server. */
  once: (given: FtpOptions): SettledOptions => ({
    ...ftpOptions.idempotent(given),
    retry: withDefaults({ ...RETRY, when: neverReached }, given.retry ?? {}),
  }),
};
