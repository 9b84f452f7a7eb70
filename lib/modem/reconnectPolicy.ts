import type { Reason } from '../grammar/reason';
import { exponential } from '../../operators/exponential';
import type { RetryPolicy } from '../../operators/retryPolicy';

/** How a connection that was lost is made again. */
export interface ReconnectPolicy extends Partial<RetryPolicy> {
  /** How often it is tried in a row before it is given up. Default: without end. */
  readonly attempts?: number;
  /** Which failures are worth it. Default: the port went away or can't be opened yet, or the modem does not answer yet. */
  readonly when?: (reason: Reason) => boolean;
}

/** The defaults: again and again, half a second to half a minute apart. */
export const reconnectDefaults: Required<ReconnectPolicy> = Object.freeze({
  attempts: Infinity,
  delay: exponential({ fromMs: 500, upToMs: 30_000 }),
  when: ({ kind }: Reason) => kind === 'closed' || kind === 'port' || kind === 'timeout',
});
