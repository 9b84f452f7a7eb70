import { concat, defer, EMPTY, map, mergeMap, type Observable } from 'rxjs';
import { ftpExtGet, ftpExtGetDone, ftpExtGetRead } from '../commands/ftpSim800';
import { ModemError } from '../grammar/modemError';
import { retryWith } from '../../operators/retryWith';
import type { Talk } from '../../operators/talk';
import type { FtpDownload } from './ftpDialect';
import { ftpTransfer } from './ftpTransfer';
import { inOrder } from './inOrder';
import { untilDone } from './untilDone';

/**
 * Downloads a file into the modem's memory, then reads it from there: the line waits for the server once, and a window that
 * was damaged on the line is read again.
 *
 *     > AT+FTPEXTGET=1  < OK  …  < +FTPEXTGET: 1,0  > AT+FTPEXTGET=3,0,1460  < +FTPEXTGET: 3,1460  << …  > AT+FTPEXTGET=0
 *
 * Fails as the modem refuses it, before anything was taken, and with `length` where the modem has not all of it. Source:
 * SIM800 IP note § 3.24.
 */
export const sim800FtpBulk = (
  talk: Talk,
  { windowBytes, resultMs, take }: FtpDownload,
  totalBytes: number,
): Observable<never> => {
  const arrived = ftpTransfer(talk, { done: ftpExtGetDone }, (news) =>
    // However slow the network is: a byte a millisecond.
    concat(news.begin(ftpExtGet({ on: true })), news.over(resultMs + totalBytes)),
  );
  let position = 0;
  const window = defer(() =>
    talk.send(ftpExtGetRead({ position, size: Math.min(windowBytes, totalBytes - position) })),
  ).pipe(
    retryWith({ attempts: 2, delay: 0, when: ({ kind }) => kind === 'corrupt' }),
    map(({ payload }) => payload),
  );
  const step = (): Observable<never> =>
    window.pipe(
      mergeMap((slices) => {
        const got = slices.reduce((sum, { length }) => sum + length, 0);
        position += got;
        if (got === 0)
          throw new ModemError({ kind: 'length', expectedBytes: totalBytes, gotBytes: position });
        return take(slices);
      }),
    );
  return defer(() => {
    position = 0;
    return concat(
      arrived,
      untilDone(() => position >= totalBytes, step),
      inOrder(talk, ftpExtGet({ on: false })),
      EMPTY,
    );
  });
};
