import {
  defer,
  merge,
  mergeMap,
  type Observable,
  pipe,
  ReplaySubject,
  skipUntil,
  take,
  throwError,
  timer,
} from 'rxjs';
import { ftpsNotice } from '../commands/ftpA76';
import type { Command } from '../grammar/command';
import { ModemError } from '../grammar/modemError';
import { ofUrc } from '../../operators/ofUrc';
import type { Talk } from '../../operators/talk';
import { a76FtpFailure, type A76FtpStep } from './a76FtpFailure';
import { a76FtpSend, type A76FtpTelling } from './a76FtpSend';

/** How a result is waited for. */
export interface A76FtpAwaited<V> extends A76FtpTelling<V> {
  readonly withinMs: number;
  /** Whether the result may come before `OK`, as the SIM7600 tells that of LOGOUT. Default: one that does is somebody else's. */
  readonly mayBeEarly?: boolean;
}

const CLOSED_BY_SERVER = 4;
const TLS_CLOSED = 16;

/** Fails when the connection is gone: what was asked for may never be told. */
const gone = (talk: Talk, step: A76FtpStep | undefined): Observable<never> =>
  talk.urcs.pipe(
    ofUrc(ftpsNotice),
    mergeMap(({ what }) =>
      throwError(() => a76FtpFailure(/^PEER/i.test(what) ? CLOSED_BY_SERVER : TLS_CLOSED, step)),
    ),
  );

/**
 * Sends a command of the A76XX's FTP(S) whose result comes later, and emits that result: listens, then speaks.
 *
 *     > AT+CFTPSMKD="/logs"   < OK   …   < +CFTPSMKD: 0
 *
 * Fails with `cftps` as `a76FtpSend` does and where the connection is lost meanwhile, with `timeout` of phase `result`.
 */
export const a76FtpResult = <V>(
  talk: Talk,
  command: Command,
  { withinMs, mayBeEarly = false, ...telling }: A76FtpAwaited<V>,
): Observable<V> =>
  defer(() => {
    const accepted = new ReplaySubject<void>(1);
    const late = (): ModemError =>
      new ModemError({ kind: 'timeout', phase: 'result', waitedMs: withinMs, command: command.shown });
    const result = talk.urcs.pipe(mayBeEarly ? pipe() : skipUntil(accepted), ofUrc(telling.urc));
    const alarm = a76FtpSend(talk, command, telling).pipe(
      mergeMap(() => {
        accepted.next();
        return merge(gone(talk, telling.step), timer(withinMs).pipe(mergeMap(() => throwError(late))));
      }),
    );
    return merge(result, alarm).pipe(take(1));
  });
