import { defer, type Observable } from 'rxjs';
import type { Modem } from '../modem/modem';
import type { Flows, FtpFlows } from './flows';
import { ftpDownload } from './ftp/ftpDownload';
import { ftpQuestions } from './ftp/ftpQuestions';
import { ftpUpload } from './ftp/ftpUpload';
import { httpFlows } from './http/http';
import { httpTransfer } from './http/httpTransfer';
import type { Transfer } from './transfer/transfer';

/** Does a transfer, begun anew for each subscriber, on whichever modem it finds. */
type Run = <T>(begin: () => Transfer<T>) => Observable<T>;

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

/**
 * The flows of one modem, for programs that do not care whether it is one, a pool, or behind a broker.
 *
 *     const report = ({ http }: Flows) => http.post({ url, body: json(readings) });
 *     report(flowsOf(modem));    report(pool([connect(a, sim800), connect(b, a7600)]));
 */
export const flowsOf = (modem: Modem): Flows => flowsBy((begin) => defer(() => begin().on(modem)));
