import {
  concat,
  defer,
  EMPTY,
  filter,
  finalize,
  ignoreElements,
  merge,
  mergeMap,
  type Observable,
  race,
  ReplaySubject,
  take,
  timer,
} from 'rxjs';
import { ftpRunning } from './ftpRunning';
import * as ftp from './sim800FtpCommands';
import { ofUrc } from '../../../../operators/ofUrc';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { optionalSetting } from '../../../dialects/steps/optionally';
import { onRefusal } from '../../../dialects/steps/onRefusal';

/** How long the `1,86` of a session that was quit may take. */
const QUIT_MS = 5_000;
/** Codes below tell of a session that goes on. */
const MIN_FAILURE = 61;

/** All that can tell that a session is over. */
const ENDS = [
  ftp.ftpGetNews,
  ftp.ftpPutDone,
  ftp.ftpListNews,
  ftp.ftpExtGetDone,
  ftp.ftpGetToFileDone,
  ftp.ftpPutFromFileDone,
  ftp.ftpDeleteDone,
  ftp.ftpSizeDone,
  ftp.ftpMakeFolderDone,
  ftp.ftpRemoveFolderDone,
];

const ended = (channel: CommandChannel): Observable<unknown> =>
  merge(
    ...ENDS.map((urc) =>
      channel.urcs.pipe(
        ofUrc<{ readonly code: number }>(urc),
        filter(({ code }) => code === 0 || code >= MIN_FAILURE),
      ),
    ),
  );

/** Quits, and hears the `1,86` out, so that nobody takes it for the next session's. */
const quit = (channel: CommandChannel): Observable<never> =>
  defer(() => {
    const over = new ReplaySubject<unknown>(1);
    const listening = ended(channel).subscribe(over);
    const heardOut = race(over, timer(QUIT_MS)).pipe(take(1), ignoreElements());
    return channel.send(ftp.ftpQuit()).pipe(
      mergeMap(() => heardOut),
      onRefusal(() => EMPTY),
      finalize(() => listening.unsubscribe()),
    );
  });

/**
 * Ends the session that runs, where one does.
 *
 *     > AT+FTPSTATE  < +FTPSTATE: 1  < OK   > AT+FTPQUIT  < OK  < +FTPGET: 1,86
 */
export const sim800FtpQuit = (channel: CommandChannel): Observable<never> =>
  ftpRunning(channel).pipe(mergeMap((state) => (state === 'over' ? EMPTY : quit(channel))));

/** The same, and frees what the modem keeps in its memory. */
export const sim800FtpClose = (channel: CommandChannel): Observable<never> => {
  const freed = [ftp.ftpExtPut({ on: false }), ftp.ftpExtGet({ on: false })];
  return concat(sim800FtpQuit(channel), ...freed.map((command) => optionalSetting(channel, command)));
};
