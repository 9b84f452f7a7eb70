import {
  BehaviorSubject,
  concat,
  EMPTY,
  defer,
  filter,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  race,
  take,
  tap,
  throwError,
  timer,
} from 'rxjs';
import type { Command } from '../../../grammar/command';
import { lastWords } from '../../../grammar/errors/lastWords';
import { ModemError } from '../../../grammar/errors/modemError';
import type { UrcDefinition } from '../../../grammar/urc';
import { ofUrc } from '../../../../operators/ofUrc';
import { ftpRunning } from './ftpRunning';
import { sim800FtpBegin } from './sim800FtpBegin';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { monotonicNow } from '../../../../operators/monotonicNow';

/** What a modem has said of a transfer that runs. */
interface Told {
  /** It waits for the host: with data to be read (1), or for this number of bytes. 0 while it does not. */
  readonly ready: number;
  /** How the transfer ended: 0, or the modem's code. */
  readonly end: number | undefined;
}

/** Which URCs tell of a transfer. */
export interface Sim800FtpNewsWords {
  /** Tells its end: 0, 61 and more. A download's 1 says that data waits. */
  readonly done: UrcDefinition<{ readonly code: number }>;
  /** Tells how many bytes of an upload the modem takes. */
  readonly ready?: UrcDefinition<{ readonly most: number }>;
  /** How many bytes of an upload are offered to a silent modem: the line that says how many it takes may be lost. Default: none. */
  readonly offeredBytes?: number;
}

const DATA_WAITS = 1;
/** How long the URC that explains an `ERROR` may take. */
const CROSSING_MS = 5_000;

/** How long another sign may follow one that came in front of the transfer's `OK`. */
const EARLY_MS = 5_000;
/** How long nothing may come before the modem is asked. */
export const SILENT_MS = 10_000;

const hasEnded = ({ end }: Told): boolean => end !== undefined;
const isNews = (told: Told): boolean => told.ready > 0 || hasEnded(told);

/**
 * Keeps what the modem says of a transfer until somebody asks: its URCs may come at any time, also while a window is read.
 *
 *     modem     1,1   1,1         2,50   1,0
 *     ready     1     1     0            0        `taken` lowers it
 *     end       –     –     –            0
 */
export class Sim800FtpNews {
  private readonly told = new BehaviorSubject<Told>({ ready: 0, end: undefined });
  private isAccepted = false;
  /** What came before the transfer was accepted: mostly of an earlier one. It counts where nothing else follows. */
  private early: Partial<Told> | undefined;
  private isAssumed = false;
  /** What began the transfer, for errors. */
  private command: string | undefined;

  constructor(
    private readonly channel: CommandChannel,
    private readonly words: Sim800FtpNewsWords,
  ) {}

  get ready(): number {
    return this.told.value.ready;
  }

  get end(): number | undefined {
    return this.told.value.end;
  }

  /** Whether `ready` is only assumed: the modem did not say that it takes bytes. */
  get isReadyAssumed(): boolean {
    return this.isAssumed;
  }

  /** Listens. Fails as the URCs do. */
  readonly listening = defer((): Observable<never> => {
    const { done, ready } = this.words;
    const { urcs } = this.channel;
    const ends = urcs.pipe(
      ofUrc(done),
      map(({ code }) => (code === DATA_WAITS ? { ready: 1 } : { end: code })),
    );
    const more = ready
      ? [
          urcs.pipe(
            ofUrc(ready),
            map(({ most }) => ({ ready: most })),
          ),
        ]
      : [];
    return merge(ends, ...more).pipe(
      tap((news) => {
        if (!this.isAccepted) this.early = { ...this.early, ...news };
      }),
      filter(() => this.isAccepted),
      tap((news) => this.update(news)),
      ignoreElements(),
    );
  });

  private update(news: Partial<Told>, isAssumed = false): void {
    this.isAssumed = isAssumed;
    this.told.next({ ...this.told.value, ...news });
  }

  /** Begins the transfer; completes when the modem has accepted it. `sent` sends the command in another way than `sim800FtpBegin`. */
  begin(
    command: Command,
    sent: Observable<unknown> = sim800FtpBegin(this.channel, command),
  ): Observable<never> {
    this.command = command.redacted;
    return sent.pipe(
      tap(() => (this.isAccepted = true)),
      ignoreElements(),
    );
  }

  /** The host did what the modem waited for. */
  taken(): void {
    this.told.next({ ...this.told.value, ready: 0 });
  }

  /** Whether nothing came since the transfer was accepted. */
  private isSilent(): boolean {
    return this.told.value.ready === 0 && this.told.value.end === undefined;
  }

  /** Completes when the modem is ready or the transfer has ended; fails with `timeout`. `waitedMs` is the part of `withinMs` that is over. */
  change(withinMs: number, waitedMs = 0): Observable<never> {
    return this.until(isNews, withinMs, 'result', { waitedMs });
  }

  /** The same, but completes after `maxMs` at the latest. */
  pause(maxMs: number): Observable<never> {
    return race(this.told.pipe(filter(isNews)), timer(maxMs)).pipe(take(1), ignoreElements());
  }

  /** Completes when the transfer has ended; fails with `timeout`. */
  over(withinMs: number): Observable<never> {
    return this.until(hasEnded, withinMs, 'result');
  }

  /** What `ERROR` to a window means: the transfer's end crossed it. Completes then; fails with the refusal where none comes. */
  crossed(refusal: ModemError): Observable<never> {
    return this.until(hasEnded, CROSSING_MS, 'data', { refusal });
  }

  private until(
    isSo: (told: Told) => boolean,
    withinMs: number,
    phase: 'result' | 'data',
    { refusal, waitedMs: before = 0 }: { readonly refusal?: ModemError; readonly waitedMs?: number } = {},
  ): Observable<never> {
    return defer(() => {
      const began = monotonicNow() - before;
      const fail = (): Observable<never> =>
        throwError(() => {
          const waitedMs = Math.min(withinMs, monotonicNow() - began);
          const command = refusal && 'command' in refusal.reason ? refusal.reason.command : this.command;
          const said = refusal && lastWords(refusal.reason);
          return new ModemError({
            ...{ kind: 'timeout', phase, waitedMs },
            ...(command === undefined ? {} : { command }),
            ...(said === undefined ? {} : { said }),
          });
        });
      const late = timer(withinMs - before).pipe(mergeMap(fail));
      // Not by `race`: an answer of the modem's must not end the wait for its news.
      return merge(this.told.pipe(filter(isSo)), late, this.asked(fail)).pipe(take(1), ignoreElements());
    });
  }

  /** Assumes that a silent modem takes bytes: one that does not refuses them. */
  private offer(): void {
    const { offeredBytes = 0 } = this.words;
    if (offeredBytes === 0 || !this.isSilent()) return;
    this.update({ ready: offeredBytes }, true);
  }

  /** Takes what came early where nothing else follows; asks whether the session still runs, and fails where it does not. */
  private asked(fail: () => Observable<never>): Observable<never> {
    const takeEarly = defer((): Observable<never> => {
      if (this.early && this.isSilent()) this.update(this.early);
      this.early = undefined;
      return EMPTY;
    });
    const ask = (waitMs: number, wasOver: boolean): Observable<never> =>
      timer(waitMs).pipe(
        mergeMap(() => ftpRunning(this.channel)),
        mergeMap((answer) => {
          if (answer === 'running') this.offer();
          if (answer !== 'over') return ask(SILENT_MS, false);
          return wasOver ? fail() : ask(CROSSING_MS, true);
        }),
      );
    return concat(timer(EARLY_MS).pipe(ignoreElements()), takeEarly, ask(SILENT_MS - EARLY_MS, false));
  }
}
