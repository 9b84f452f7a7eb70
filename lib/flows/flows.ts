import type { Observable } from 'rxjs';
import type { FtpServer } from '../dialects/ftpDialect';
import type { Chunk, Resumed, Sent } from '../../operators/transferEvent';
import type { FtpEntry } from './ftp/ftpEntries';
import type { FtpGetOptions, FtpOptions, FtpPutOptions } from './ftp/ftpOptions';
import type { HttpBody } from './http/httpBody';
import type { HttpFlows } from './http/http';

/** A question to an FTP server. */
type Ask<T> = (server: FtpServer, path: string, options?: FtpOptions) => Observable<T>;
type Put = (
  server: FtpServer,
  path: string,
  body: HttpBody,
  options?: FtpPutOptions,
) => Observable<Sent | Resumed>;

/** The flows of `ftp`, with no modem to name; files of a modem's own are its own affair. */
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

/**
 * HTTP and FTP wherever the modem is: of one modem (`flowsOf`), of the best of several (`pool`), of one behind a broker
 * (`remote`). A program that is given `Flows` runs on each of them.
 */
export interface Flows {
  readonly http: HttpFlows;
  readonly ftp: FtpFlows;
}
