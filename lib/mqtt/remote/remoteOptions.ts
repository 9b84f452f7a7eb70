import { randomId } from '../link/randomId';

/** How jobs are asked of gateways. */
export interface RemoteOptions {
  /** Where the gateways' topics begin. Default `rxmodem`. */
  readonly root?: string;
  /** The last level of the topic that answers come to, for a broker that lets each client read its own only. Default: random. */
  readonly client?: string;
  /** How long a flow may take from its being asked for to its end; it holds where no gateway is there, too. Default five minutes. */
  readonly deadlineMs?: number;
  /** How many bytes of a body may be on their way to a reader who has not taken them. Default 128 KiB. */
  readonly creditBytes?: number;
  /** How soon a job is asked for again that no modem has taken; after five times more rarely, up to a minute. Default 5 s. */
  readonly askAgainMs?: number;
  /** How long it is waited for that a gateway confirms that a flow was left. Default 20 s. */
  readonly confirmMs?: number;
}

/** Options with nothing missing. */
export const remoteOptions = ({
  root = 'rxmodem',
  client = randomId(),
  ...given
}: RemoteOptions): Required<RemoteOptions> => ({
  root,
  client,
  deadlineMs: 300_000,
  creditBytes: 131_072,
  askAgainMs: 5_000,
  confirmMs: 20_000,
  ...given,
});
