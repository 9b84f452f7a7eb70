import type { Settled } from '../../../grammar/settled';
import { is, type OptionChecks, withDefaults } from '../../../grammar/checkOptions';

/** Limits of a gateway's jobs. All are optional. */
export interface GatewayLimits {
  /** Maximum size of a job's message, including the body that it sends. Default 512 KiB. */
  readonly jobBytes?: number | undefined;
  /** Maximum size of the body that a job receives. Default 64 MiB. */
  readonly bodyBytes?: number | undefined;
  /** Size of the messages in which a body is published. Default 16 KiB. */
  readonly chunkBytes?: number | undefined;
  /**
   * Maximum time of a job, including its wait for a modem; a job's own `deadlineMs` can only be shorter. Default one hour. A job
   * that names no deadline has five minutes.
   */
  readonly deadlineMs?: number | undefined;
  /** How long the record of a finished job is kept. Default ten minutes. */
  readonly recordSeconds?: number | undefined;
}

/** Fills in the defaults. */
export const gatewayLimits = (given: GatewayLimits = {}): Settled<GatewayLimits> =>
  withDefaults(defaults, given);

/** The checks of the limits. */
export const LIMITS_CHECKS: OptionChecks = Object.freeze({
  jobBytes: is.positive,
  bodyBytes: is.count,
  chunkBytes: is.positive,
  deadlineMs: is.limitMs,
  recordSeconds: is.seconds,
});

const defaults: Settled<GatewayLimits> = Object.freeze({
  jobBytes: 524_288,
  bodyBytes: 67_108_864,
  chunkBytes: 16_384,
  deadlineMs: 3_600_000,
  recordSeconds: 600,
});

/** What jobs may do. A job that is not allowed fails with `not-allowed`, and nothing is written to a modem. */
export interface AllowList {
  /**
   * Servers by name or address on any port, `*.example.com` for all names below one, `*` for all. Default `*`. Where hosts are
   * named, a job may neither follow redirects nor bring header fields that name another site (`Host`, `Forwarded`,
   * `X-Forwarded-Host` …), that move the end of the body (`Content-Length`, `Transfer-Encoding`), `Upgrade`, or a `Connection`
   * other than `close` and `keep-alive`.
   */
  readonly hosts?: readonly string[] | undefined;
  /**
   * `http`, `ftp`, or one method or verb: `http:GET`, `ftp:put`; `sms` for messages, `ussd` for codes, which cost money. Default
   * `http` and `ftp`.
   */
  readonly verbs?: readonly string[] | undefined;
  /** Numbers that messages may go to: `+491701234567`, `+49*` for all that begin so, `*` for all. Default `*`. */
  readonly numbers?: readonly string[] | undefined;
  /**
   * Raw commands by name: `+CSQ`, `+COPS`, `AT` for the empty command, `*` for any line. A line is allowed where each of its
   * commands is. Default none.
   */
  readonly commands?: readonly string[] | undefined;
}
