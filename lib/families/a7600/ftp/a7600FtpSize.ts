import { catchError, map, mergeMap, type Observable, of, throwError } from 'rxjs';
import { ftpsList, ftpsListed, ftpsSize, ftpsSizeIs } from './a7600FtpCommands';
import { CFTPS_CODES } from '../../../grammar/errors/cftpsCodes';
import { joinBytes } from '../../../../operators/joinBytes';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { a7600FtpFailure, a7600FtpResult, a7600FtpStream } from './a7600FtpResult';
import { a7600FtpRunning } from './a7600FtpRunning';
import type { FtpTask } from '../../../dialects/ftpDialect';
import { isRefusal } from '../../../dialects/steps/onRefusal';
import { ModemError } from '../../../grammar/errors/modemError';

const isNo = (error: unknown): boolean =>
  isRefusal(error) || (error instanceof ModemError && error.reason.kind === 'cftps');

/** Whether a listing has a line with this name and this length. */
const isIn = (
  channel: CommandChannel,
  { path, resultMs }: FtpTask,
  name: string,
  bytes: number,
): Observable<boolean> =>
  a7600FtpStream(channel, ftpsList({ path }), ftpsListed, { resultMs }).pipe(
    map((slices) => new TextDecoder('latin1').decode(joinBytes(slices)).split(/[\r\n]+/)),
    map((lines) =>
      lines.some((line) => line.trimEnd().endsWith(name) && line.split(/\s+/).includes(String(bytes))),
    ),
    catchError((error: unknown) => (isNo(error) ? of(false) : throwError(() => error))),
  );

/** Whether the server lists the file with this length: alone, or in its directory where it does not list single files. */
const isListed = (channel: CommandChannel, task: FtpTask, bytes: number): Observable<boolean> => {
  const { path } = task;
  const slash = path.lastIndexOf('/');
  // Only the ASCII end of the name is compared: the server may decode the rest otherwise.
  const name = /[ -~]*$/.exec(path.slice(slash + 1))?.[0] ?? '';
  const folder = slash < 0 ? '.' : path.slice(0, slash) || '/';
  return isIn(channel, task, name, bytes).pipe(
    mergeMap((isThere) => (isThere ? of(true) : isIn(channel, { ...task, path: folder }, name, bytes))),
  );
};

/**
 * Asks for the length of a file on the server.
 *
 *     > AT+CFTPSSIZE="a"   < OK   < +CFTPSSIZE: 1460
 *
 * Length and error code share a field: a file of 9 bytes and a refusal by the server both read 9. Where the number is also a
 * code, the listing of the file decides. A refusal comes as `ERROR` with the code behind it, when the server has answered: so the
 * result code, too, may take as long as the server. Source: A76XX AT manual V1.09 page 388.
 */
export const a7600FtpSize = (channel: CommandChannel, task: FtpTask): Observable<number> =>
  a7600FtpResult(channel, Object.freeze({ ...ftpsSize({ path: task.path }), timeoutMs: task.resultMs }), {
    urc: ftpsSizeIs,
    codeOf: ({ number }) => number,
    withinMs: task.resultMs,
    recall: a7600FtpRunning,
  }).pipe(
    mergeMap(({ number }) => {
      if (number === 0 || !(number in CFTPS_CODES)) return of(number);
      return isListed(channel, task, number).pipe(
        mergeMap((isLength) => (isLength ? of(number) : throwError(() => a7600FtpFailure(number)))),
      );
    }),
  );
