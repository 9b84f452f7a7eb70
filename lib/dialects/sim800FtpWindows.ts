import { concat, EMPTY, map, mergeMap, type Observable, throwError } from 'rxjs';
import { ftpGet, ftpGetNews, ftpGetRead, ftpList, ftpListNews, ftpListRead } from '../commands/ftpSim800';
import { ModemError } from '../grammar/modemError';
import type { Talk } from '../../operators/talk';
import type { FtpNews } from './ftpNews';
import { ftpTransfer } from './ftpTransfer';
import { onRefusal } from './onRefusal';
import { untilDone } from './untilDone';

/** What a download and a listing say. */
const WORDS = {
  file: { begin: ftpGet(), read: ftpGetRead, done: ftpGetNews },
  list: { begin: ftpList(), read: ftpListRead, done: ftpListNews },
} as const;

/** How a windowed download is done. */
export interface WindowsOptions {
  readonly windowBytes: number;
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
    private readonly news: FtpNews,
    private readonly window: () => Observable<readonly Uint8Array[]>,
    private readonly options: WindowsOptions,
  ) {}

  readonly step = (): Observable<never> => (this.news.ready > 0 || this.asks ? this.read() : this.wait());

  private read(): Observable<never> {
    this.begun = true;
    this.asks = false;
    this.news.taken();
    return this.window().pipe(
      mergeMap((slices) => {
        if (slices.length === 0) return EMPTY;
        this.asks = true;
        this.idleMs = 0;
        return this.options.take(slices);
      }),
      onRefusal(() => this.news.crossed()),
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
 * `2,0` is no end: it waits for the next `1,1`, and asks where that does not come. `ERROR` means that the end crossed the
 * question. Source: SIM800 IP note §§ 3.10, 3.12, 3.15, 3.20.
 */
export const sim800FtpWindows = (
  talk: Talk,
  what: keyof typeof WORDS,
  options: WindowsOptions,
): Observable<never> => {
  const { begin, read, done } = WORDS[what];
  const window = (): Observable<readonly Uint8Array[]> =>
    talk.send(read({ size: options.windowBytes })).pipe(map(({ payload }) => payload));
  return ftpTransfer(talk, { done }, (news) => {
    const { step } = new Reading(news, window, options);
    return concat(
      news.begin(begin),
      untilDone(() => news.end !== undefined, step),
    );
  });
};
