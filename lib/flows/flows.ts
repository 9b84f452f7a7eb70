import type { Modem } from '../modem/modem';
import type { FtpFlows } from './ftp/ftpFlows';
import type { HttpFlows } from './http/httpTarget';

/**
 * Where a flow runs: a modem, the best of several (`pool`), or one behind a broker (`remote`).
 *
 *     http.get(modem, url)     http.get(pool([…]), url)     http.get(remote(client, { any: true }), url)
 */
export type FlowTarget<Service extends keyof Flows = keyof Flows> = Modem | Pick<Flows, Service>;

/** What a pool and a remote offer to `http`, `ftp` and `createFetch`: the contract of a target that is no modem. */
export interface Flows {
  readonly http: HttpFlows;
  readonly ftp: FtpFlows;
}
