import type { Observable } from 'rxjs';
import { ftpDownload } from './ftpDownload';
import type { Flows, FtpFlows } from './flows';
import { ftpQuestions } from './ftpQuestions';
import { ftpUpload } from './ftpUpload';
import { httpFlows } from './httpFlows';
import { httpTransfer } from './httpTransfer';
import type { Transfer } from './transfer';

/** Does a transfer, begun anew for each subscriber, on whichever modem it finds. */
export type Run = <T>(begin: () => Transfer<T>) => Observable<T>;

/** Makes all flows of what runs a transfer. */
export const flowsBy = (run: Run): Flows => {
  const { list, listText, size, remove, mkdir, rmdir } = ftpQuestions;
  const replace = ftpUpload('replace');
  const append = ftpUpload('append');
  const ftp: FtpFlows = {
    get: (...asked) => run(() => ftpDownload(...asked)),
    put: (...asked) => run(() => replace(...asked)),
    append: (...asked) => run(() => append(...asked)),
    list: (...asked) => run(() => list(...asked)),
    listText: (...asked) => run(() => listText(...asked)),
    size: (...asked) => run(() => size(...asked)),
    remove: (...asked) => run(() => remove(...asked)),
    mkdir: (...asked) => run(() => mkdir(...asked)),
    rmdir: (...asked) => run(() => rmdir(...asked)),
  };
  return Object.freeze({
    http: httpFlows((request) => run(() => httpTransfer(request))),
    ftp: Object.freeze(ftp),
  });
};
