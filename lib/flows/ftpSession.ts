import type { Observable } from 'rxjs';
import type { FtpDialect, SettledServer } from '../dialects/ftpDialect';
import type { FtpServer } from '../dialects/ftpServer';
import { ModemError } from '../grammar/modemError';
import type { Modem } from '../modem/modem';
import { bracket } from '../../operators/bracket';
import type { Talk } from '../../operators/talk';
import { timeoutWith } from '../../operators/timeoutWith';
import type { TimeoutPolicy } from '../../operators/timeoutPolicy';
import { untilBroken } from '../../operators/untilBroken';
import { checkedAccess } from './checkedAccess';
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

/**
 * Makes sessions with a server, before anything is written.
 *
 * Fails with `unsupported` for what the family does not have, and `invalid-argument`.
 */
export const ftpSession = ({ profile, inTurn, onBearer }: Modem, given: FtpServer): FtpSession => {
  const missing = (feature: string): ModemError =>
    new ModemError({ kind: 'unsupported', family: profile.title, feature });
  const { ftp: dialect } = profile;
  const server = checkedServer(given);
  const access = checkedAccess(given.access ?? {});
  const lack = dialect.lacks(server);
  if (lack !== undefined) throw missing(lack);
  return {
    server,
    dialect,
    run: (timeout, use) =>
      inTurn('ftp', (talk) =>
        onBearer(talk, access, (lost) =>
          bracket(
            dialect.open(talk, server),
            () => use(talk, dialect).pipe(untilBroken(lost), timeoutWith(timeout)),
            () => dialect.close(talk),
          ),
        ),
      ),
  };
};
