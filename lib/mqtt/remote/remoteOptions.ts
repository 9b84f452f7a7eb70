import type { Settled } from '../../grammar/settled';
import { checkOptions, is, type OptionChecks } from '../../grammar/checkOptions';
import { maxTimerMs } from '../../../operators/timeoutPolicy';
import { randomId } from '../link/randomId';

/** How a client publishes its jobs. All are optional. */
export interface RemoteOptions {
  /** The root of the gateways' topics. Default `rxmodem`. */
  readonly root?: string | undefined;
  /** The last level of the topic that receives answers, for a broker that lets each client read its own only. Default: random. */
  readonly client?: string | undefined;
  /** Maximum time of a flow, even where no gateway is online. A gateway's `limits.deadlineMs` applies, too. Default five minutes. */
  readonly deadlineMs?: number | undefined;
  /** How many bytes of a body may be ahead of its reader. Default 128 KiB. */
  readonly creditBytes?: number | undefined;
  /** When a job is published again that no modem has taken; after five times the interval doubles, up to a minute. Default 5 s. */
  readonly askAgainMs?: number | undefined;
  /** How long to wait for a gateway to confirm that a job was cancelled. Default 20 s. */
  readonly confirmMs?: number | undefined;
}

/** Fills in the defaults. A time beyond a timer's range (almost 25 days, `Infinity`) becomes that range: a longer timer fires at once. */
export const remoteOptions = (given: RemoteOptions): Settled<RemoteOptions> => {
  const { root = 'rxmodem', client = randomId(), creditBytes = 131_072 } = checkOptions(given, CHECKS);
  const { deadlineMs = 300_000, askAgainMs = 5_000, confirmMs = 20_000 } = given;
  return {
    root,
    client,
    creditBytes,
    deadlineMs: Math.min(deadlineMs, maxTimerMs),
    askAgainMs: Math.min(askAgainMs, maxTimerMs),
    confirmMs: Math.min(confirmMs, maxTimerMs),
  };
};

const CHECKS: OptionChecks = {
  root: is.name,
  client: is.name,
  deadlineMs: is.limitMs,
  creditBytes: is.positive,
  askAgainMs: is.intervalMs,
  confirmMs: is.limitMs,
};
