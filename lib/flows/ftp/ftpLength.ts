import { catchError, map, type Observable, of, throwError } from 'rxjs';
import type { FtpDialect, FtpTask } from '../../dialects/ftpDialect';
import { isTransient } from '../../grammar/errors/isTransient';
import { ModemError } from '../../grammar/errors/modemError';
import type { CommandChannel } from '../../../operators/commandChannel';

/** SIM800 codes that mean that server, user or TLS fail, so that no other command helps. */
const HOPELESS = new Set([62, 71, 72, 80, 81, 82, 83, 84, 86]);

const isOfTheFile = (error: unknown): boolean => {
  if (!(error instanceof ModemError) || isTransient(error.reason)) return false;
  const { reason } = error;
  return reason.kind === 'ftp'
    ? reason.row
      ? reason.row.cause === 'missing'
      : !HOPELESS.has(reason.code)
    : reason.kind === 'cftps' && reason.step === 'work';
};

/**
 * Asks for the length of a file; emits `undefined` where there is no such file, or the server states no lengths (SIZE is an
 * extension): both look the same. Fails where server or network do.
 */
export const ftpLength = (
  channel: CommandChannel,
  dialect: FtpDialect,
  task: FtpTask,
): Observable<number | undefined> =>
  dialect.size(channel, task).pipe(
    map((bytes): number | undefined => bytes),
    catchError((error: unknown) => (isOfTheFile(error) ? of(undefined) : throwError(() => error))),
  );
