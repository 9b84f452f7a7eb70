import type { Observable } from 'rxjs';
import type { FtpServer } from '../../dialects/ftpDialect';
import type { Chunk, Resumed, Sent } from '../../../operators/transferEvent';
import type { Modem } from '../../modem/modem';
import type { HttpBody } from '../http/httpBody';
import type { FtpEntry } from './ftpEntries';
import type { FtpGetOptions, FtpOptions, FtpPutOptions } from './ftpOptions';
import type { RunTransfer } from '../transfer/transfer';
import { ftpDownload } from './ftpDownload';
import { ftpQuestions } from './ftpQuestions';
import { ftpUpload } from './ftpUpload';

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

/** Where an FTP transfer runs: a modem, a pool or a remote. */
export type FtpTarget = Modem | { readonly ftp: FtpFlows };

const replace = ftpUpload('replace');
const append = ftpUpload('append');

/** Makes the flows of FTP of a function that runs transfers. */
export const ftpFlows = (run: RunTransfer): FtpFlows => {
  const { list, listText, size, remove, mkdir, rmdir } = ftpQuestions;
  return Object.freeze({
    get: (...asked) => run(() => ftpDownload(...asked)),
    put: (...asked) => run(() => replace(...asked)),
    append: (...asked) => run(() => append(...asked)),
    list: (...asked) => run(() => list(...asked)),
    listText: (...asked) => run(() => listText(...asked)),
    size: (...asked) => run(() => size(...asked)),
    remove: (...asked) => run(() => remove(...asked)),
    mkdir: (...asked) => run(() => mkdir(...asked)),
    rmdir: (...asked) => run(() => rmdir(...asked)),
  } satisfies FtpFlows);
};
