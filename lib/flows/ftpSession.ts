import { concat, mergeMap, type Observable, of, takeUntil } from 'rxjs';
import type { FtpDialect, SettledServer } from '../dialects/ftpDialect';
import type { FtpServer } from '../dialects/ftpServer';
import { ModemError } from '../grammar/modemError';
import type { Modem } from '../modem/modem';
import { bracket } from '../../operators/bracket';
import type { Talk } from '../../operators/talk';
import { timeoutWith } from '../../operators/timeoutWith';
import type { TimeoutPolicy } from '../../operators/timeoutPolicy';
import type { Work } from '../../operators/work';
import { checkedServer } from './checkedServer';

/** A checked server and the family's words for it. */
export interface FtpSession {
  readonly server: SettledServer;
  readonly dialect: FtpDialect;
  /** One session as a cold Observable: in its turn, closed before it ends, wound up where its reader leaves. */
  readonly run: <T>(
    timeout: TimeoutPolicy,
    use: (talk: Talk, dialect: FtpDialect) => Observable<T>,
  ) => Observable<T>;
}

const work =
  <T>(
    talk: Talk,
    { access = {} }: FtpServer,
    { dialect, server }: Pick<FtpSession, 'dialect' | 'server'>,
    use: () => Observable<T>,
  ): Work<T> =>
  (leaving) => {
    const session = bracket(dialect.open(talk, server), use, () => dialect.close(talk));
    return concat(
      dialect.prepare(talk, access).pipe(takeUntil(leaving)),
      of(null).pipe(
        // eslint-disable-next-line rxjs-x/no-unsafe-takeuntil -- a session that has begun is told, and winds itself up
        takeUntil(leaving),
        mergeMap(() => session(leaving)),
      ),
    );
  };

/**
 * Makes sessions with a server, before anything is written.
 *
 * Fails with `unsupported` for what the family does not have, and `invalid-argument`.
 */
export const ftpSession = ({ profile, inTurn }: Modem, given: FtpServer): FtpSession => {
  const missing = (feature: string): ModemError =>
    new ModemError({ kind: 'unsupported', family: profile.title, feature });
  const { ftp: dialect } = profile;
  const server = checkedServer(given);
  const lack = dialect.lacks(server);
  if (lack !== undefined) throw missing(lack);
  return {
    server,
    dialect,
    run: (timeout, use) =>
      inTurn('ftp', (talk) =>
        work(talk, given, { dialect, server }, () => use(talk, dialect).pipe(timeoutWith(timeout))),
      ),
  };
};
