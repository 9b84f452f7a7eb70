import {
  defer,
  merge,
  mergeMap,
  type Observable,
  take,
  throwError,
  timer,
  catchError,
  concat,
  filter,
  map,
  of,
  takeUntil,
  using,
  EMPTY,
  tap,
} from 'rxjs';
import { ftpsNotice } from './a7600FtpCommands';
import type { Command } from '../../../grammar/command';
import { ModemError } from '../../../grammar/errors/modemError';
import { ofUrc } from '../../../../operators/ofUrc';
import type { CommandChannel, InputFeed } from '../../../../operators/commandChannel';
import type { UrcDefinition } from '../../../grammar/urc';
import type { Response } from '../../../../operators/response';
import { checkEmptyBlocks } from '../../../dialects/steps/checkEmptyBlocks';
import { isRefusal } from '../../../dialects/steps/onRefusal';
import { askedAgain, type Recalled } from '../../../../operators/lateResult';
import { retryWith } from '../../../../operators/retryWith';
import { monotonicNow } from '../../../../operators/monotonicNow';

/** What was done when the modem gave a code. */
type A7600FtpStep = 'login' | 'work';

/** Makes the failure of a code of the A76XX's FTP(S). */
export const a7600FtpFailure = (code: number, step: A7600FtpStep = 'work'): ModemError =>
  new ModemError({ kind: 'cftps', code, step });

/** What tells the result of a command. */
interface A7600FtpTelling<V> {
  readonly urc: UrcDefinition<V>;
  /** The code in it, where it tells a failure. */
  readonly codeOf: (values: V) => number;
  readonly step?: A7600FtpStep;
  readonly feed?: InputFeed;
}

/** How long a code may come behind `ERROR`. */
const LATE_CODE_MS = 300;

/**
 * Sends a command of the A76XX's FTP(S), and gives a refusal the code that comes with it, however it comes:
 *
 *     > AT+CFTPSPUT="a",3   < +CFTPSPUT: 11   < ERROR          before
 *     > AT+CFTPSPUT="a",3   < ERROR           < +CFTPSPUT: 14  behind: it is waited for, so that no other command gets it
 *     > AT+CFTPSPUT="a",3   < ERROR                            none: `refused`
 *     > AT+CFTPSGET="a"     < OK   …          < +CFTPSGET: 9   an answer that streamed ends with it
 *
 * Source: A76XX AT manual V1.09 pages 375–389.
 */
const a7600FtpSend = <A, V>(
  channel: CommandChannel,
  command: Command<A>,
  { urc, codeOf, step = 'work', feed }: A7600FtpTelling<V>,
): Observable<Response<A>> => {
  const codes = channel.urcs.pipe(ofUrc(urc), map(codeOf));
  let told: number | undefined;
  const listen = () => {
    told = undefined;
    return codes.subscribe({ next: (code) => (told = code), error: () => undefined });
  };
  const fail = (error: unknown): Observable<never> => {
    if (isRefusal(error)) {
      const late = told === undefined ? codes.pipe(take(1), takeUntil(timer(LATE_CODE_MS))) : of(told);
      const coded = late.pipe(
        filter((code) => code !== 0),
        mergeMap((code) => throwError(() => a7600FtpFailure(code, step))),
      );
      return concat(
        coded,
        throwError(() => error),
      );
    }
    const isEnd = error instanceof ModemError && error.reason.kind === 'ended';
    const values = isEnd ? urc.form.read((error.reason as { readonly result: string }).result) : undefined;
    return throwError(() => (values === undefined ? error : a7600FtpFailure(codeOf(values), step)));
  };
  return using(listen, () => channel.send(command, feed).pipe(catchError(fail)));
};

/** How long another result may follow one that came in front of the command's `OK`. */
const EARLY_MS = 5_000;

/** How a result is waited for. */
export interface A7600FtpAwaited<V> extends A7600FtpTelling<V> {
  readonly withinMs: number;
  /** Whether the result comes before `OK`, as the SIM7600 tells that of LOGOUT. Default: one that does counts only where no other follows. */
  readonly mayBeEarly?: boolean;
  /** Asks the modem about a result that does not come. Default: nothing is asked. */
  readonly recall?: (channel: CommandChannel) => Observable<Recalled<V>>;
}

const CLOSED_BY_SERVER = 4;
const TLS_CLOSED = 16;

/** Fails when the connection is gone: what was asked for may never be told. */
const gone = (channel: CommandChannel, step: A7600FtpStep | undefined): Observable<never> =>
  channel.urcs.pipe(
    ofUrc(ftpsNotice),
    mergeMap((values) => {
      const code = /^PEER/i.test(values.what) ? CLOSED_BY_SERVER : TLS_CLOSED;
      const { reason } = a7600FtpFailure(code, step);
      return throwError(() => new ModemError({ ...reason, said: ftpsNotice.form.write(values) }));
    }),
  );

/**
 * Sends a command of the A76XX's FTP(S) whose result comes later, and emits that result: listens, then speaks.
 *
 *     > AT+CFTPSMKD="/logs"   < OK   …   < +CFTPSMKD: 0
 *
 * Where no result comes, the modem is asked (`recall`). Fails with `cftps` as `a7600FtpSend` does and where the connection is
 * lost meanwhile, with `timeout` of phase `result`.
 */
export const a7600FtpResult = <V>(
  channel: CommandChannel,
  command: Command,
  { withinMs, mayBeEarly = false, recall, ...telling }: A7600FtpAwaited<V>,
): Observable<V> =>
  defer(() => {
    let accepted = mayBeEarly;
    let early: { readonly values: V } | undefined;
    let began = 0;
    const late = (): ModemError => {
      const waitedMs = Math.min(withinMs, monotonicNow() - began);
      return new ModemError({ kind: 'timeout', phase: 'result', waitedMs, command: command.redacted });
    };
    const result = channel.urcs.pipe(
      ofUrc(telling.urc),
      tap((values) => (early = { values })),
      filter(() => accepted),
    );
    const kept = timer(EARLY_MS).pipe(mergeMap(() => (early ? of(early.values) : EMPTY)));
    const alarm = a7600FtpSend(channel, command, telling).pipe(
      mergeMap(() => {
        accepted = true;
        began = monotonicNow();
        const failed = (): Observable<never> => throwError(late);
        const over = timer(withinMs).pipe(mergeMap(failed));
        const asked = recall
          ? askedAgain(
              channel,
              () => early,
              () => recall(channel),
              failed,
            )
          : EMPTY;
        return merge(gone(channel, telling.step), kept, asked, over);
      }),
    );
    return merge(result, alarm).pipe(take(1));
  });

type Coded = { readonly code: number };

/** Sends a command of the A76XX's FTP(S) and completes when its result is 0; fails with `cftps` where it is a code. */
export const a7600FtpDone = (
  channel: CommandChannel,
  command: Command,
  awaited: Omit<A7600FtpAwaited<Coded>, 'codeOf'>,
): Observable<never> =>
  a7600FtpResult(channel, command, { ...awaited, codeOf: ({ code }) => code }).pipe(
    mergeMap(({ code }) => (code === 0 ? EMPTY : throwError(() => a7600FtpFailure(code, awaited.step)))),
  );

/** How a stream is awaited. */
export interface A7600FtpStreamOptions {
  /** How many bytes are known to come. */
  readonly minBytes?: number;
  /** How long the server may keep the modem waiting for each block. Default: the command's own limit. */
  readonly resultMs?: number | undefined;
}

/**
 * Sends a command whose answer streams in blocks, and emits their slices once, when the modem has said that it was the last.
 *
 *     > AT+CFTPSGET="a"   < OK   < +CFTPSGET: DATA,3   << 321   < +CFTPSGET: 0
 *
 * Where bytes were lost, or there are fewer than is known, it is asked for once more. Fails with `cftps` where a code ends it, and with `corrupt`.
 */
export const a7600FtpStream = (
  channel: CommandChannel,
  command: Command<{ readonly isData: boolean; readonly number: number }>,
  urc: UrcDefinition<{ readonly code: number }>,
  { minBytes = 0, resultMs }: A7600FtpStreamOptions = {},
): Observable<readonly Uint8Array[]> =>
  a7600FtpSend(channel, resultMs === undefined ? command : { ...command, timeoutMs: resultMs }, {
    urc,
    codeOf: ({ code }) => code,
  }).pipe(
    checkEmptyBlocks(({ isData, number }) => isData && number === 0),
    map(({ payload }) => payload),
    tap((slices) => {
      const got = slices.reduce((sum, { length }) => sum + length, 0);
      if (got < minBytes) {
        throw new ModemError({ kind: 'corrupt', command: command.redacted, expectedBytes: minBytes });
      }
    }),
    retryWith({ attempts: 2, delay: 0, when: ({ kind }) => kind === 'corrupt' }),
  );
