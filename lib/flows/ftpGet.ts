import { defer, type Observable } from 'rxjs';
import type { FtpServer } from '../dialects/ftpServer';
import type { Modem } from '../modem/modem';
import type { Chunk, Resumed } from '../../operators/transferEvent';
import { ftpDownload } from './ftpDownload';
import type { FtpGetOptions } from './ftpOptions';

/**
 * Downloads a file in chunks, window by window.
 *
 *     subscribe   s
 *     modem       size GET   GET=2   GET=2   1,0
 *     chunks      -----------ccc-----ccc-----|       { loaded, total }
 *
 * Where the connection is lost in the middle it goes on behind what came (`resumed`), if the file has its length still. An
 * empty file has no chunks. Where the server does not tell lengths, `total` is `undefined`. Fails with `ftp` or `cftps` and
 * the modem's code, `length`, `range`, `timeout`, `network`, `corrupt`, `reset`, `closed`; with `invalid-argument` and
 * `unsupported` before anything is written.
 */
export const ftpGet = (
  modem: Modem,
  server: FtpServer,
  path: string,
  given: FtpGetOptions = {},
): Observable<Chunk | Resumed> => defer(() => ftpDownload(server, path, given).on(modem));
