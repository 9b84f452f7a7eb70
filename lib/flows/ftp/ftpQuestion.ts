import { mayBeDone } from '../../grammar/errors/mayBeDone';
import { defer, EMPTY, type Observable, tap, catchError, throwError } from 'rxjs';
import type { FtpDialect, FtpServer, FtpTask } from '../../dialects/ftpDialect';
import { retryWith } from '../../../operators/retryWith';
import type { CommandChannel } from '../../../operators/commandChannel';
import { checkedPath, ftpSession } from './ftpSession';
import { type FtpOptions, ftpOptions, type SettledOptions, neverReached } from './ftpOptions';
import type { Transfer } from '../transfer/transfer';

/** A question to a server, and its policies. */
export interface FtpQuestion<T> {
  readonly isFile: boolean;
  /** Whether it may be asked twice without harm. */
  readonly isIdempotent: boolean;
  /** The default of `resultMs`. */
  readonly resultMs?: number;
  readonly ask: (channel: CommandChannel, dialect: FtpDialect, task: FtpTask) => Observable<T>;
  /** Checks more than the path, before anything is written. */
  readonly check?: (dialect: FtpDialect, path: string) => void;
}

const settle = ({ isIdempotent, resultMs }: FtpQuestion<unknown>, given: FtpOptions): SettledOptions =>
  ftpOptions[isIdempotent ? 'idempotent' : 'once']({
    ...given,
    ...(resultMs && { resultMs: given.resultMs ?? resultMs }),
  });

/** Makes the transfer of a question: one session, on any modem. */
export const ftpQuestion =
  <T>(question: FtpQuestion<T>) =>
  (server: FtpServer, path: string, given: FtpOptions = {}): Transfer<T> => {
    const { isFile, isIdempotent, ask, check } = question;
    const { retry, timeout, resultMs } = settle(question, given);
    let isAnswered = false;
    return {
      on: (modem) =>
        defer(() => {
          const session = ftpSession(modem, server);
          const full = checkedPath(path, isFile, session.dialect);
          check?.(session.dialect, full);
          // Until it was asked, nothing can have been done.
          let wasAsked = false;
          const asked = session.run(timeout, (channel, dialect) =>
            defer(() => {
              wasAsked = true;
              return ask(channel, dialect, { path: full, resultMs });
            }),
          );
          return modem.keepOpen(
            asked.pipe(
              catchError((error: unknown) =>
                throwError(() => (isIdempotent || !wasAsked ? error : mayBeDone(error))),
              ),
              retryWith(retry),
              tap(() => (isAnswered = true)),
            ),
          );
        }),
      elsewhere: (reason) => (!isAnswered && (isIdempotent || neverReached(reason)) ? EMPTY : undefined),
    };
  };
