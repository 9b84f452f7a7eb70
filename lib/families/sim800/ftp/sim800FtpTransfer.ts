import { concat, defer, EMPTY, merge, type Observable, Subject, takeUntil, throwError, map } from 'rxjs';
import { ModemError } from '../../../grammar/errors/modemError';
import { retryWith } from '../../../../operators/retryWith';
import { BUSY, sim800FtpBegin } from './sim800FtpBegin';
import { ftpRunning } from './ftpRunning';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { Sim800FtpNews, type Sim800FtpNewsWords } from './sim800FtpNews';
import type { Command } from '../../../grammar/command';
import type { UrcDefinition } from '../../../grammar/urc';
import { lateResult } from '../../../../operators/lateResult';

const BUSY_PAUSE_MS = 2_000;

/** Fails where the modem reported that a transfer failed. */
const verdict = ({ end }: Sim800FtpNews): Observable<never> =>
  end === undefined || end === 0 ? EMPTY : throwError(() => new ModemError({ kind: 'ftp', code: end }));

/** Runs a transfer while listening to its URCs. Begins it once more where the modem is busy with the session before (66). */
export const sim800FtpTransfer = <T>(
  channel: CommandChannel,
  words: Sim800FtpNewsWords,
  run: (news: Sim800FtpNews) => Observable<T>,
): Observable<T> =>
  defer(() => {
    const news = new Sim800FtpNews(channel, words);
    const over = new Subject<void>();
    const all = concat(
      run(news),
      defer(() => verdict(news)),
      defer(() => (over.next(), EMPTY)),
    );
    return merge(news.listening.pipe(takeUntil(over)), all);
  }).pipe(
    retryWith({
      attempts: 2,
      delay: BUSY_PAUSE_MS,
      when: (reason) => reason.kind === 'ftp' && reason.code === BUSY,
    }),
  );

/** Which result a command has, and how long it may take, in milliseconds. */
interface FtpResult<V> {
  readonly urc: UrcDefinition<V>;
  readonly withinMs: number;
  /** True for a command that all firmware has: the modem is then asked for the cause of a refusal. */
  readonly isEverywhere?: boolean;
}

/** The same channel, but the given command is sent by `sim800FtpBegin`. */
const beginning = (channel: CommandChannel, begin: Command): CommandChannel => ({
  ...channel,
  send: (command, feed) =>
    command === begin ? sim800FtpBegin(channel, command) : channel.send(command, feed),
});

/**
 * Sends a command whose result comes later, as a URC that begins with a code.
 *
 *     > AT+FTPSIZE  < OK  …  < +FTPSIZE: 1,0,1024
 *
 * Fails with `ftp` where the code is not 0.
 */
export const ftpResult = <V extends { readonly code: number }>(
  channel: CommandChannel,
  command: Command,
  { isEverywhere = false, ...result }: FtpResult<V>,
): Observable<V> =>
  lateResult(isEverywhere ? beginning(channel, command) : channel, command, {
    ...result,
    recall: () => ftpRunning(channel),
  }).pipe(
    map((values) => {
      if (values.code !== 0) throw new ModemError({ kind: 'ftp', code: values.code });
      return values;
    }),
  );
