import { concat, defer, EMPTY, merge, type Observable, Subject, takeUntil, throwError } from 'rxjs';
import { ModemError } from '../grammar/modemError';
import { retryWith } from '../../operators/retryWith';
import type { Talk } from '../../operators/talk';
import { FtpNews, type FtpNewsWords } from './ftpNews';

/** The modem is not done with the session before. */
const BUSY = 66;
const BUSY_PAUSE_MS = 2_000;

/** Fails where the modem said that a transfer failed. */
const verdict = ({ end }: FtpNews): Observable<never> =>
  end === undefined || end === 0 ? EMPTY : throwError(() => new ModemError({ kind: 'ftp', code: end }));

/**
 * Runs a transfer while it listens to what the modem says of it. Where the modem is not done with the session before (66),
 * it is begun once more.
 */
export const ftpTransfer = <T>(
  talk: Talk,
  words: FtpNewsWords,
  run: (news: FtpNews) => Observable<T>,
): Observable<T> =>
  defer(() => {
    const news = new FtpNews(talk, words);
    const over = new Subject<void>();
    const all = concat(
      run(news),
      defer(() => verdict(news)),
      defer(() => (over.next(), EMPTY)),
    );
    return merge(news.listening.pipe(takeUntil(over)), all);
  }).pipe(
    retryWith({
      attempts: 2,
      delay: BUSY_PAUSE_MS,
      when: (reason) => reason.kind === 'ftp' && reason.code === BUSY,
    }),
  );
