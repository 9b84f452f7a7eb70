import { map, merge, mergeMap, type Observable, of, take, timer } from 'rxjs';
import {
  ftpsDirectory,
  ftpsDirectoryFailed,
  ftpsDirectoryIs,
  ftpsLoginState,
  ftpsTypeState,
} from './a7600FtpCommands';
import { optionally } from '../../../dialects/steps/optionally';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { Recalled } from '../../../../operators/lateResult';
import { ofUrc } from '../../../../operators/ofUrc';

/** How long the directory may take after `OK`, and how long a code may come behind `ERROR`. */
const DIRECTORY_MS = 5_000;
const LATE_CODE_MS = 300;
const BUSY = 3;

/**
 * Asks whether the session still works on something: it takes one command at a time, and the current directory is the one that
 * changes nothing.
 *
 *     > AT+CFTPSPWD   < OK   < +CFTPSPWD: "/"          ⇒ over
 *     > AT+CFTPSPWD   < +CFTPSPWD: 3   < ERROR         ⇒ running
 *
 * Source: A76XX AT manual V1.09 pages 380, 392.
 */
export const a7600FtpRunning = (channel: CommandChannel): Observable<'running' | 'over' | 'unknown'> => {
  const idle = channel.urcs.pipe(
    ofUrc(ftpsDirectoryIs),
    map(() => 'over' as const),
  );
  const failed = channel.urcs.pipe(
    ofUrc(ftpsDirectoryFailed),
    map(({ code }) => (code === BUSY ? ('running' as const) : ('unknown' as const))),
  );
  const asked = optionally(channel, ftpsDirectory()).pipe(
    mergeMap((answer) => timer(answer ? DIRECTORY_MS : LATE_CODE_MS)),
    map(() => 'unknown' as const),
  );
  return merge(idle, failed, asked).pipe(take(1));
};

/** Asks whether the login whose result does not come has been done: `> AT+CFTPSLOGIN?  < +CFTPSLOGIN: 1`. */
export const a7600FtpLoggedIn = (channel: CommandChannel): Observable<Recalled<{ readonly code: number }>> =>
  optionally(channel, ftpsLoginState()).pipe(
    map((answer) => (answer?.value.isLoggedIn ? { values: { code: 0 } } : 'unknown')),
  );

/**
 * Asks whether a type of transfer is chosen whose result does not come. It waits until the session is idle: before that, a modem may
 * name a type that the server has not accepted.
 *
 *     > AT+CFTPSPWD   < OK   < +CFTPSPWD: "/"   > AT+CFTPSTYPE?   < +CFTPSTYPE: I   < OK   ⇒ done
 */
export const a7600FtpTypeChosen =
  (type: 'ascii' | 'binary') =>
  (channel: CommandChannel): Observable<Recalled<{ readonly code: number }>> =>
    a7600FtpRunning(channel).pipe(
      mergeMap((answer) => {
        if (answer !== 'over') return of(answer);
        return optionally(channel, ftpsTypeState()).pipe(
          map((asked) => (asked?.value.type === type ? { values: { code: 0 } } : answer)),
        );
      }),
    );
