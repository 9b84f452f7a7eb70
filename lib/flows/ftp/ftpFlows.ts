import type { FtpFlows } from '../flows';
import type { RunTransfer } from '../transfer/transfer';
import { ftpDownload } from './ftpDownload';
import { ftpQuestions } from './ftpQuestions';
import { ftpUpload } from './ftpUpload';

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
