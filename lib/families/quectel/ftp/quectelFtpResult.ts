import { catchError, map, mergeMap, type Observable, throwError } from 'rxjs';
import type { Command } from '../../../grammar/command';
import { ModemError } from '../../../grammar/errors/modemError';
import type { InputFeed, CommandChannel } from '../../../../operators/commandChannel';
import { lateResult } from '../../../../operators/lateResult';
import { ofUrc } from '../../../../operators/ofUrc';
import { untilFailure } from '../../../dialects/steps/untilFailure';
import { quectelLateError } from '../http/quectelHttpCommands';
import { quectelCodes } from '../device/quectelCodes';
import type { quectelFtpOpened } from './quectelFtpCommands';

/** The error of one of the modem's FTP codes, with what the code means. */
const ftpError = (code: number): ModemError => {
  const row = quectelCodes[code];
  return new ModemError({ kind: 'ftp', code, ...(row && { row }) });
};

const isFtp = (code: number | undefined): code is number => code !== undefined && code >= 600 && code < 700;

/** Makes FTP errors of CME errors that carry a code of FTP. */
const asFtpError = (error: unknown): unknown => {
  const reason = error instanceof ModemError ? error.reason : undefined;
  return reason?.kind === 'cme' && isFtp(reason.code) ? ftpError(reason.code) : error;
};

/** One command of FTP and its result. */
export interface FtpStep {
  readonly command: Command;
  readonly urc: typeof quectelFtpOpened;
  readonly withinMs: number;
  readonly feed?: InputFeed;
}

/**
 * Sends a command of FTP and waits for its result; emits what came behind the code 0.
 *
 *     > AT+QFTPSIZE="a.txt"  < OK  …  < +QFTPSIZE: 0,1000    ⇒ 1000         < +QFTPSIZE: 627,550    ⇒ ftp 627
 */
export const quectelFtpResult = (
  channel: CommandChannel,
  { command, urc, withinMs, feed }: FtpStep,
): Observable<number> => {
  const failure = channel.urcs.pipe(
    ofUrc(quectelLateError),
    mergeMap(({ code }) => throwError(() => ftpError(code))),
  );
  return untilFailure(failure, lateResult(channel, command, { urc, withinMs, ...(feed && { feed }) })).pipe(
    map(({ code, value = 0 }) => {
      if (code !== 0) throw ftpError(code);
      return value;
    }),
    catchError((error: unknown) => throwError(() => asFtpError(error))),
  );
};
