import { catchError, concat, defer, EMPTY, map, mergeMap, type Observable, throwError } from 'rxjs';
import {
  ftpGet,
  ftpGetNews,
  ftpGetRead,
  ftpList,
  ftpListNews,
  ftpListRead,
  ftpExtGet,
  ftpExtGetDone,
  ftpExtGetRead,
} from './sim800FtpCommands';
import { ModemError } from '../../../grammar/errors/modemError';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { Sim800FtpNews } from './sim800FtpNews';
import { checkEmptyBlocks } from '../../../dialects/steps/checkEmptyBlocks';
import { takeWindows } from '../../../dialects/steps/takeWindows';
import { untilDone } from '../../../../operators/untilDone';
import { sim800FtpTransfer } from './sim800FtpTransfer';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { optionalSetting } from '../../../dialects/steps/optionally';
import { pacedWindow } from '../../../../operators/pacedWindow';
import { retryWith } from '../../../../operators/retryWith';
import { reportDamage, type WindowPace } from '../../../../operators/windowPace';
import type { FtpDownload } from '../../../dialects/ftpDialect';

/** What a download and a listing say. */
const WORDS = {
  file: { begin: ftpGet(), read: ftpGetRead, done: ftpGetNews },
  list: { begin: ftpList(), read: ftpListRead, done: ftpListNews },
} as const;

/** How a windowed download is done. */
export interface WindowsOptions {
  readonly windows: WindowPace;
  /** How long the server may keep the modem waiting. */
  readonly resultMs: number;
  readonly take: (slices: readonly Uint8Array[]) => Observable<never>;
}

/** A `1,1` that was lost on the line is asked for. */
const ASK_AFTER_MS = 5_000;

/** Reads one window after the other while the modem has any, and waits where it has none. */
class Reading {
  /** The modem was ready once: windows may be asked for. */
  private begun = false;
  /** Asks for a window though the modem did not say that there is one. */
  private asks = false;
  private idleMs = 0;

  constructor(
    private readonly news: Sim800FtpNews,
    private readonly window: (size: number) => Observable<readonly Uint8Array[]>,
    private readonly options: WindowsOptions,
  ) {}

  readonly step = (): Observable<never> => (this.news.ready > 0 || this.asks ? this.read() : this.wait());

  private read(): Observable<never> {
    this.begun = true;
    this.asks = false;
    this.news.taken();
    return pacedWindow(this.options.windows, this.window, (slices) => {
      if (slices.length === 0) return EMPTY;
      this.asks = true;
      this.idleMs = 0;
      return this.options.take(slices);
    }).pipe(
      reportDamage(this.options.windows),
      onRefusal((error) => this.news.crossed(error)),
    );
  }

  private wait(): Observable<never> {
    const { resultMs } = this.options;
    if (!this.begun) return this.news.change(resultMs);
    if (this.idleMs >= resultMs)
      return throwError(() => new ModemError({ kind: 'timeout', phase: 'data', waitedMs: this.idleMs }));
    this.asks = true;
    this.idleMs += ASK_AFTER_MS;
    return this.news.pause(ASK_AFTER_MS);
  }
}

/**
 * Reads a download or a listing window by window, until the modem says that it was all.
 *
 *     > AT+FTPGET=1  < OK  < +FTPGET: 1,1  > AT+FTPGET=2,1460  < +FTPGET: 2,50  << …  < OK  …  < +FTPGET: 1,0
 *
 * `2,0` is no end: it waits for the next `1,1`, and asks where that does not come. In a listing, whose length nothing else tells, lines
 * that come with `2,0` are its bytes: it fails with `corrupt`. `ERROR` means that the end crossed the
 * question. Source: SIM800 IP note §§ 3.10, 3.12, 3.15, 3.20.
 */
export const sim800FtpGet = (
  channel: CommandChannel,
  what: keyof typeof WORDS,
  options: WindowsOptions,
): Observable<never> => {
  const { begin, read, done } = WORDS[what];
  const window = (size: number): Observable<readonly Uint8Array[]> =>
    channel.send(read({ size })).pipe(
      checkEmptyBlocks(({ length }) => what === 'list' && length === 0),
      map(({ payload }) => payload),
    );
  return sim800FtpTransfer(channel, { done }, (news) => {
    const { step } = new Reading(news, window, options);
    return concat(
      news.begin(begin),
      untilDone(() => news.end !== undefined, step),
    );
  });
};

/** Fails with `length` where the modem holds more than the server's length: a digit of that was lost on the line. */
const nothingBehind = (channel: CommandChannel, totalBytes: number): Observable<never> =>
  channel.send(ftpExtGetRead({ position: totalBytes, size: 1 })).pipe(
    mergeMap(({ value: { length } }) =>
      length === 0
        ? EMPTY
        : throwError(
            () =>
              new ModemError({
                kind: 'length',
                expectedBytes: totalBytes,
                gotBytes: totalBytes + length,
                shownBy: 'probe',
              }),
          ),
    ),
    catchError((error: unknown) =>
      error instanceof ModemError && error.reason.kind === 'length' ? throwError(() => error) : EMPTY,
    ),
  );

/**
 * Downloads a file into the modem's memory, then reads it from there: the line waits for the server once, and a window that
 * was damaged on the line is read again.
 *
 *     > AT+FTPEXTGET=1  < OK  …  < +FTPEXTGET: 1,0  > AT+FTPEXTGET=3,0,1460  < +FTPEXTGET: 3,1460  << …  > AT+FTPEXTGET=0
 *
 * Fails as the modem refuses it, before anything was taken, and with `length` where the modem holds another number of bytes. Source:
 * SIM800 IP note § 3.24.
 */
export const sim800FtpBulk = (
  channel: CommandChannel,
  { windows, resultMs, take }: FtpDownload,
  totalBytes: number,
): Observable<never> => {
  const begin = ftpExtGet({ on: true });
  const arrived = sim800FtpTransfer(channel, { done: ftpExtGetDone }, (news) =>
    // The slowest network that is waited for gives a byte a millisecond. Some firmware lacks the command, so a refusal needs no cause.
    concat(news.begin(begin, channel.send(begin)), news.over(resultMs + totalBytes)),
  );
  const window = (position: number, size: number): Observable<readonly Uint8Array[]> =>
    channel.send(ftpExtGetRead({ position, size })).pipe(
      reportDamage(windows),
      retryWith({ attempts: 2, delay: 0, when: ({ kind }) => kind === 'corrupt' }),
      map(({ payload }) => payload),
    );
  return concat(
    arrived,
    takeWindows(window, { totalBytes, fromByte: 0, windows, take }),
    defer(() => nothingBehind(channel, totalBytes)),
    optionalSetting(channel, ftpExtGet({ on: false })),
  );
};
