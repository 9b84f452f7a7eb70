import type { Observable } from 'rxjs';
import type { FtpServer } from '../dialects/ftpServer';
import type { Chunk, Resumed, Sent, TransferEvent } from '../../operators/transferEvent';
import type { FtpEntry } from './ftpEntries';
import type { FtpGetOptions, FtpOptions, FtpPutOptions } from './ftpOptions';
import type { HttpBody } from './httpBody';
import type { HttpRequest } from './httpRequest';

/** A request, or its URL where nothing else needs saying. */
type Asked = string | HttpRequest;

/** The flows of `http`, with no modem to name. */
export interface HttpFlows {
  readonly request: (request: HttpRequest) => Observable<TransferEvent>;
  readonly get: (asked: Asked) => Observable<TransferEvent>;
  readonly head: (asked: Asked) => Observable<TransferEvent>;
  readonly post: (asked: Asked) => Observable<TransferEvent>;
  readonly put: (asked: Asked) => Observable<TransferEvent>;
  readonly delete: (asked: Asked) => Observable<TransferEvent>;
  readonly readable: (asked: Asked) => ReadableStream<Uint8Array>;
  readonly iterate: (asked: Asked) => AsyncGenerator<Uint8Array, void, void>;
}

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
