import type { Observable } from 'rxjs';
import type { FtpServer } from '../dialects/ftpDialect';
import type { Modem } from '../modem/modem';
import type { Chunk, Resumed, Sent, TransferEvent } from '../../operators/transferEvent';
import type { FtpEntry } from './ftp/ftpEntries';
import type { FtpGetOptions, FtpOptions, FtpPutOptions } from './ftp/ftpOptions';
import type { HttpBody } from './http/httpBody';
import type { HttpRequest } from './http/httpRequest';

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

/** HTTP on a target. */
export interface HttpFlows {
  readonly request: (request: HttpRequest) => Observable<TransferEvent>;
}

/** A question to an FTP server. */
type Ask<T> = (server: FtpServer, path: string, options?: FtpOptions) => Observable<T>;
type Put = (
  server: FtpServer,
  path: string,
  body: HttpBody,
  options?: FtpPutOptions,
) => Observable<Sent | Resumed>;

/** FTP on a target. Transfers to and from files on a modem need that modem: `ftp.getToFile(modem, …)`. */
export interface FtpFlows {
  readonly get: (server: FtpServer, path: string, options?: FtpGetOptions) => Observable<Chunk | Resumed>;
  readonly put: Put;
  readonly append: Put;
  readonly list: Ask<FtpEntry>;
  readonly listText: Ask<string>;
  readonly size: Ask<number>;
  readonly remove: Ask<never>;
  readonly mkdir: Ask<never>;
  readonly rmdir: Ask<never>;
}
