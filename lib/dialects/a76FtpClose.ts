import { catchError, concat, EMPTY, ignoreElements, type Observable } from 'rxjs';
import { ftpsLoggedOut, ftpsLogout, ftpsStop, ftpsStopped } from '../commands/ftpA76';
import type { Talk } from '../../operators/talk';
import { a76FtpDone } from './a76FtpDone';

const CLOSE_MS = 20_000;

const anyhow = (work: Observable<unknown>): Observable<never> =>
  work.pipe(
    ignoreElements(),
    catchError(() => EMPTY),
  );

/**
 * Ends the A76XX's FTP(S) session in whatever state it is: both are refused where there is nothing to end.
 *
 *     > AT+CFTPSLOGOUT  < OK  < +CFTPSLOGOUT: 0    > AT+CFTPSSTOP  < OK  < +CFTPSSTOP: 0
 *
 * The order matters: STOP is refused while somebody is logged in (A76XX AT manual V1.09 page 374).
 */
export const a76FtpClose = (talk: Talk): Observable<never> =>
  concat(
    anyhow(a76FtpDone(talk, ftpsLogout(), { urc: ftpsLoggedOut, withinMs: CLOSE_MS, mayBeEarly: true })),
    anyhow(a76FtpDone(talk, ftpsStop(), { urc: ftpsStopped, withinMs: CLOSE_MS, mayBeEarly: true })),
  );
