import { catchError, map, type Observable, of, throwError } from 'rxjs';
import type { FtpDialect } from '../../dialects/ftpDialect';
import { isTransient } from '../../grammar/errors/isTransient';
import { ModemError } from '../../grammar/errors/modemError';
import type { CommandChannel } from '../../../operators/commandChannel';

/** SIM800 codes that say that server, user or TLS are no good, so that nothing else need be tried. */
const HOPELESS = new Set([62, 71, 72, 80, 81, 82, 83, 84, 86]);

const isOfTheFile = (error: unknown): boolean => {
  if (!(error instanceof ModemError) || isTransient(error.reason)) return false;
  const { reason } = error;
  return reason.kind === 'ftp'
    ? !HOPELESS.has(reason.code)
    : reason.kind === 'cftps' && reason.step === 'work';
};

/**
 * Asks how long a file is; emits `undefined` where it is not there, or the server does not tell (SIZE is an extension): both
 * look the same. Fails where server or network do.
 */
export const ftpLength = (
  channel: CommandChannel,
  dialect: FtpDialect,
  path: string,
  resultMs: number,
): Observable<number | undefined> =>
  dialect.size(channel, path, resultMs).pipe(
    map((bytes): number | undefined => bytes),
    catchError((error: unknown) => (isOfTheFile(error) ? of(undefined) : throwError(() => error))),
  );
