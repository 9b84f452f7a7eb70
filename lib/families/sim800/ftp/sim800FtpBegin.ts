import { concat, defer, ignoreElements, mergeMap, type Observable, throwError } from 'rxjs';
import { ftpQuit } from './sim800FtpCommands';
import { ftpRunning } from './ftpRunning';
import { sim800FtpQuit } from './sim800FtpQuit';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { stuck } from '../../../dialects/steps/startService';
import type { Command } from '../../../grammar/command';
import { ModemError } from '../../../grammar/errors/modemError';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { Response } from '../../../../operators/response';

/** The code of a modem that is busy with an earlier session. */
export const BUSY = 66;

const fail = (error: ModemError): Observable<never> => throwError(() => error);

/**
 * Sends a command that begins a session. If the modem refuses it, asks for the cause, and fails with that:
 *
 *     > AT+FTPGET=1  < ERROR   > AT+FTPSTATE  < +FTPSTATE: 1  > AT+FTPQUIT  < OK      > AT+FTPGET=1  < ERROR   busy: code 66
 *     > AT+FTPGET=1  < ERROR   > AT+FTPSTATE  < +FTPSTATE: 0  > AT+FTPQUIT  < ERROR   it can neither be started nor ended
 *     > AT+FTPGET=1  < ERROR   > AT+FTPSTATE  < +FTPSTATE: 0  > AT+FTPQUIT  < OK      the refusal stays as it is
 *
 * In the third case the flow opens the session once more, and sends the command again.
 */
export const sim800FtpBegin = <A>(channel: CommandChannel, command: Command<A>): Observable<Response<A>> => {
  const sent = channel.send(command);
  const again = sent.pipe(onRefusal(() => fail(new ModemError({ kind: 'ftp', code: BUSY }))));
  const ended = (refusal: ModemError): Observable<never> =>
    concat(
      channel.send(ftpQuit()).pipe(
        ignoreElements(),
        onRefusal(() => fail(stuck(refusal, 'FTP'))),
      ),
      fail(refusal),
    );
  return sent.pipe(
    onRefusal((refusal) =>
      ftpRunning(channel).pipe(
        mergeMap((state) =>
          state === 'running'
            ? concat(
                sim800FtpQuit(channel),
                defer(() => again),
              )
            : ended(refusal),
        ),
      ),
    ),
  );
};
