import { map, type Observable } from 'rxjs';
import type { Command } from '../../../grammar/command';
import type { InputFeed, CommandChannel } from '../../../../operators/commandChannel';
import { lateResult } from '../../../../operators/lateResult';
import { untilFailure } from '../../../dialects/steps/untilFailure';
import { quectelCodes } from '../device/quectelCodes';
import { asFailureOf, lateFailure, quectelFailure } from '../device/quectelFailure';
import type { quectelFtpOpened } from './quectelFtpCommands';
import { type FtpRecall, quectelFtpRecall } from './quectelFtpRecall';

/** One command of FTP and its result. */
export interface FtpStep {
  readonly command: Command;
  readonly urc: typeof quectelFtpOpened;
  readonly withinMs: number;
  readonly feed?: InputFeed;
  /** True where a single number may be what the command gave, with the code 0 left out. */
  readonly mayOmitCode?: boolean;
  /** Asks about a result that does not come. Default: whether the session still works on it. */
  readonly recall?: FtpRecall;
}

/**
 * Sends a command of FTP and waits for its result; emits what came behind the code 0.
 *
 *     > AT+QFTPSIZE="a.txt"  < OK  …  < +QFTPSIZE: 0,1000    ⇒ 1000         < +QFTPSIZE: 627,550    ⇒ ftp 627
 */
export const quectelFtpResult = (
  channel: CommandChannel,
  { command, urc, withinMs, feed, mayOmitCode = false, recall = quectelFtpRecall.work }: FtpStep,
): Observable<number> =>
  untilFailure(
    lateFailure('ftp', channel, command.redacted),
    lateResult(channel, command, {
      ...{ urc, withinMs, recall: () => recall(channel) },
      ...(feed && { feed }),
    }),
  ).pipe(
    map(({ code, value }) => {
      if (code === 0) return value ?? 0;
      if (mayOmitCode && value === undefined && !quectelCodes[code]) return code;
      throw quectelFailure('ftp', code);
    }),
    asFailureOf('ftp'),
  );
