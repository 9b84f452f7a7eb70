import { defer, EMPTY, type Observable, tap } from 'rxjs';
import type { FtpDialect, FtpServer } from '../../dialects/ftpDialect';
import { retryWith } from '../../../operators/retryWith';
import type { CommandChannel } from '../../../operators/commandChannel';
import { checkedPath, ftpSession } from './ftpSession';
import { type FtpOptions, ftpOptions, type SettledOptions, neverReached } from './ftpOptions';
import type { Transfer } from '../transfer/transfer';

/** What a question is about, and what its policies are. */
export interface FtpQuestion<T> {
  readonly isFile: boolean;
  /** Whether it may be asked twice without harm. */
  readonly isIdempotent: boolean;
  /** How long a result may take, where nobody says so. */
  readonly resultMs?: number;
  readonly ask: (
    channel: CommandChannel,
    dialect: FtpDialect,
    path: string,
    resultMs: number,
  ) => Observable<T>;
  /** What else may be wrong, before anything is written. */
  readonly check?: (dialect: FtpDialect, path: string) => void;
}

const settle = ({ isIdempotent, resultMs }: FtpQuestion<unknown>, given: FtpOptions): SettledOptions =>
  ftpOptions[isIdempotent ? 'idempotent' : 'once']({ ...(resultMs && { resultMs }), ...given });

/** One question to a server, in a session of its own, whichever modem it is asked through. */
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
          const asked = session.run(timeout, (channel, dialect) => ask(channel, dialect, full, resultMs));
          return modem.keepOpen(
            asked.pipe(
              retryWith(retry),
              tap(() => (isAnswered = true)),
            ),
          );
        }),
      elsewhere: (reason) => (!isAnswered && (isIdempotent || neverReached(reason)) ? EMPTY : undefined),
    };
  };
