import { defer, type Observable } from 'rxjs';
import type { FtpUpload } from '../dialects/ftpDialect';
import type { FtpServer } from '../dialects/ftpServer';
import type { Modem } from '../modem/modem';
import type { Resumed, Sent } from '../../operators/transferEvent';
import type { FtpPutOptions } from './ftpOptions';
import { ftpUpload } from './ftpUpload';
import type { HttpBody } from './httpBody';

/**
 * Uploads a file: in the place of one that is there, or behind its end.
 *
 *     subscribe   s
 *     modem       PUT   PUT=2   PUT=2   PUT=2,0 … 1,0
 *     sent        ------s-------s---------------|      { loaded, total }
 *
 * It completes when the server has stored it, which may take long. After a failure in the middle it asks the server how much
 * it has and goes on there, where `resume` says so; else the whole is stored anew (`resumed` at 0), or the failure stands
 * where that would append twice. The body is subscribed to again then. Fails as downloads do, and with `length` where the
 * body has another length than it says.
 */
export const ftpPut =
  (how: FtpUpload['how']) =>
  (
    modem: Modem,
    server: FtpServer,
    path: string,
    given: HttpBody,
    options: FtpPutOptions = {},
  ): Observable<Sent | Resumed> =>
    defer(() => ftpUpload(how)(server, path, given, options).on(modem));
