import { map, mergeMap, type Observable, of } from 'rxjs';
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
  /**
   * True where a single number may be what the command gave, with the code 0 left out. A single 0 may be nothing that was given, or a
   * number that was lost on the line: it is asked for once more.
   */
  readonly mayOmitCode?: boolean;
  /** Asks about a result that does not come. Default: whether the session still works on it. */
  readonly recall?: FtpRecall;
}

/**
 * Sends a command of FTP and waits for its result; emits the number behind the code 0, `undefined` where it has none, or lost it on the
 * line.
 *
 *     > AT+QFTPSIZE="a.txt"  < OK  …  < +QFTPSIZE: 0,1000    ⇒ 1000         < +QFTPSIZE: 627,550    ⇒ ftp 627
 */
export const quectelFtpCount = (channel: CommandChannel, step: FtpStep): Observable<number | undefined> => {
  const { mayOmitCode = false } = step;
  const asked = resultOf(channel, step);
  const isDoubtful = ({ code, value }: Result): boolean => mayOmitCode && code === 0 && value === undefined;
  return asked.pipe(
    mergeMap((result) => (isDoubtful(result) ? asked : of(result))),
    map(({ code, value }) => {
      if (code === 0) return value;
      if (mayOmitCode && value === undefined && !quectelCodes[code]) return code;
      throw quectelFailure('ftp', code);
    }),
    asFailureOf('ftp'),
  );
};

/** The same; no number is 0. */
export const quectelFtpResult = (channel: CommandChannel, step: FtpStep): Observable<number> =>
  quectelFtpCount(channel, step).pipe(map((value = 0) => value));

type Result = NonNullable<ReturnType<typeof quectelFtpOpened.form.read>>;

const resultOf = (
  channel: CommandChannel,
  { command, urc, withinMs, feed, recall = quectelFtpRecall.work }: FtpStep,
): Observable<Result> =>
  untilFailure(
    lateFailure('ftp', channel, command.redacted),
    lateResult(channel, command, {
      ...{ urc, withinMs, recall: () => recall(channel) },
      ...(feed && { feed }),
    }),
  );
