import type { Flows } from './flows';
import { ftpFlows } from './ftp/ftpFlows';
import type { HttpRequest } from './http/httpRequest';
import { httpTransfer } from './http/httpTransfer';
import type { RunTransfer } from './transfer/transfer';

/** Makes the flows of a target that runs transfers. */
export const flowsBy = (run: RunTransfer): Flows =>
  Object.freeze({
    http: Object.freeze({ request: (request: HttpRequest) => run(() => httpTransfer(request)) }),
    ftp: ftpFlows(run),
  } satisfies Flows);
