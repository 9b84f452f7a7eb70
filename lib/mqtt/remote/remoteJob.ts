import {
  asyncScheduler,
  concatMap,
  defer,
  dematerialize,
  filter,
  interval,
  mergeMap,
  Observable,
  type ObservableNotification,
  of,
  pairwise,
  Subject,
  Subscription,
  switchMap,
  tap,
  timer,
} from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';
import type { Reason } from '../../grammar/errors/reason';
import { isIdempotent } from '../link/isIdempotent';
import { randomId } from '../link/randomId';
import type { Job } from '../schema/job';
import type { Presence } from '../schema/presence';
import { wireReason, type WireReason } from '../link/wireReason';
import { BodyIntake } from './bodyIntake';
import { cancel, isEnd } from './cancel';
import type { RemoteRequest, RemoteEvent } from './remoteRequest';
import type { JobNews } from './inbox';
import type { RemoteDesk } from './remoteDesk';

/** No modem of that gateway was fit: another one may have one. */
const isNobodyFit = (reason: WireReason): boolean => reason.kind === 'network' && reason['step'] === 'pool';

type Note = ObservableNotification<RemoteEvent>;

/** A gateway takes a reader for gone who is silent for 90 s. */
const ALIVE_EVERY_MS = 30_000;
const MAX_ASK_AGAIN_MS = 60_000;
/** So many times it is asked again as soon; then it seems to wait for its turn, and it is asked more rarely. */
const OFTEN = 5;
/** How soon it is asked again where nobody listened, or no modem was fit. */
const NOBODY_MS = 2_000;

/** As long as a job may say; messages live longer. */
const MAX_DEADLINE_MS = 86_400_000;

const late = (waitedMs: number): ModemError => new ModemError({ kind: 'timeout', phase: 'total', waitedMs });
const value = (told: RemoteEvent): Note => ({ kind: 'N', value: Object.freeze(told) });
const failure = (error: unknown): Note => ({ kind: 'E', error });

/**
 * One job, as the one who asks sees it: asked for until a modem has it, followed, asked for anew where the gateway that has it
 * is gone and it may be repeated, and cancelled where its reader leaves.
 *
 *     jobs        j···j                 asked for again: nobody had taken it
 *     told              t-h-c-c-x       taken, head, pieces; the gateway is gone
 *     jobs                       j      the next attempt, behind what came
 *     told                        t-c-c-d
 *     result              h-c-c---r-c-c|
 */
export class RemoteJob {
  private readonly id = randomId();
  private readonly began = asyncScheduler.now();
  private readonly wants = new Subject<void>();
  private readonly notes = new Subject<Observable<Note>>();
  private readonly body: BodyIntake;
  private attempt = 1;
  private asks = 0;
  private last = 0;
  private gateway: string | undefined;
  private modem: string | undefined;
  /** Something was told; something that can't be told again unless it is gone on with. */
  private isTold = false;
  private isBegun = false;
  private isOver = false;

  constructor(
    private readonly desk: RemoteDesk,
    private readonly errand: RemoteRequest,
  ) {
    this.body = new BodyIntake(errand);
  }

  /** Asks for it, and emits how it goes. Left before its end, it is cancelled, and `left` is told what became of that. */
  run(): Observable<RemoteEvent> {
    return new Observable((reader) => {
      const { link, inbox, presences, options } = this.desk;
      const want = (): void => this.wants.next();
      const error = (problem: unknown): void => this.end(failure(problem));
      const all = new Subscription();
      all.add(
        this.notes
          .pipe(
            concatMap((note) => note),
            dematerialize(),
          )
          .subscribe(reader),
      );
      all.add(this.wants.pipe(switchMap(() => this.asking())).subscribe({ error }));
      all.add(presences.subscribe({ next: (presence) => this.see(presence), error }));
      // What was told while the broker was away is told again, or missed.
      all.add(
        link.isConnected
          .pipe(
            pairwise(),
            filter(([, isThere]) => isThere),
          )
          .subscribe(want),
      );
      all.add(timer(options.deadlineMs).subscribe(() => reader.error(late(options.deadlineMs))));
      all.add(interval(ALIVE_EVERY_MS).subscribe(() => this.credit()));
      all.add(inbox.of(this.id, want).subscribe({ next: (news) => this.hear(news), error }));
      return () => {
        all.unsubscribe();
        const { id: job, gateway, modem } = this;
        if (!this.isOver) cancel(this.desk, { job, gateway, modem }, this.leftMs);
      };
    });
  }

  private get leftMs(): number {
    return Math.max(1, this.began + this.desk.options.deadlineMs - asyncScheduler.now());
  }

  private job(): Job {
    const { id, attempt, body } = this;
    const { creditBytes } = this.desk.options;
    const deadlineMs = Math.min(this.leftMs, MAX_DEADLINE_MS);
    return { ...this.errand.job(body.progress), id, attempt, deadlineMs, creditBytes };
  }

  /** Asks for it, and again after a while where no modem has taken it. */
  private asking(): Observable<unknown> {
    return defer(() => {
      const { link, jobs, inbox, options } = this.desk;
      const properties = {
        responseTopic: inbox.topic,
        correlationData: new TextEncoder().encode(this.id) as Buffer,
        messageExpiryInterval: Math.ceil(this.leftMs / 1_000),
      };
      const rarer = 2 ** Math.max(0, this.asks - OFTEN);
      const againMs = Math.min(Math.max(MAX_ASK_AGAIN_MS, options.askAgainMs), options.askAgainMs * rarer);
      this.asks += 1;
      return link.tell(jobs, this.job(), { properties }).pipe(
        mergeMap((isHeard) => timer(isHeard ? againMs : NOBODY_MS)),
        tap(() => this.gateway === undefined && this.wants.next()),
      );
    });
  }

  /** A gateway came or went. */
  private see({ gateway, state, isRetained }: Presence & { readonly isRetained: boolean }): void {
    if (state === 'online' || this.isOver) return;
    if (gateway === this.gateway) this.lose();
    else if (this.gateway === undefined && !isRetained) this.wants.next();
  }

  private hear(news: JobNews): void {
    if (news.attempt !== this.attempt || this.isOver) return;
    if ('before' in news && news.before) this.hearEnd(news);
    else if (news.kind === 'taken' && news.n === 1 && this.last > 0) this.retaken(news);
    else if (news.n === this.last + 1 && this.body.fits(news)) this.accept(news);
    else if (news.n > this.last) this.lose();
  }

  /** This attempt was begun anew by whoever has it now: what it told before does not go on. */
  private retaken(news: JobNews): void {
    if (this.isTold) this.lose();
    else this.accept(news);
  }

  private accept(news: JobNews): void {
    this.last = news.n;
    if (news.kind === 'taken') ({ gateway: this.gateway, modem: this.modem } = news);
    else if (isEnd(news)) this.hearEnd(news);
    else this.tell(news);
  }

  private hearEnd(news: JobNews): void {
    if (news.kind === 'cancelled') return this.end(failure(new ModemError({ kind: 'cancelled' })));
    if (news.kind === 'failed') {
      const isElsewhere = isNobodyFit(news.reason) && this.gateway === undefined;
      return isElsewhere ? this.again(NOBODY_MS) : this.end(failure(wireReason.read(news.reason)));
    }
    // It is done, but what it told did not all come.
    const isMissed = news.kind === 'done' && news.before === true && !this.body.isWhole;
    return isMissed ? this.lose() : this.end({ kind: 'C' });
  }

  /** Emits what was told, in its order; bytes of a body when the ones before were taken. */
  private tell(news: JobNews): void {
    this.isTold = true;
    this.isBegun ||= news.kind === 'head' || news.kind === 'chunk' || news.kind === 'value';
    if (news.kind === 'chunk') {
      const half = this.desk.options.creditBytes / 2;
      const taken = (): void => void (this.body.consumed - this.body.credited >= half && this.credit());
      return this.notes.next(this.body.take(news, taken));
    }
    const { job: _job, attempt: _attempt, n: _n, ...told } = news;
    if (news.kind === 'head')
      this.body.head = { status: news.status, length: news.length, headers: news.headers };
    const reason = news.kind === 'resumed' ? { reason: wireReason.read(news.reason).reason } : {};
    this.notes.next(of(value({ ...told, ...reason } as RemoteEvent)));
  }

  private credit(): void {
    if (this.gateway === undefined) return;
    const { link, topics } = this.desk;
    const { attempt, body } = this;
    const { consumed: loaded } = body;
    body.credited = loaded;
    link.say(topics.credit(this.id), { attempt, loaded }).subscribe({ error: () => undefined });
  }

  /** What this attempt tells is lost: the next one goes on behind what came, where it may. */
  private lose(): void {
    const where = `the gateway${this.gateway === undefined ? '' : ` ${this.gateway}`}`;
    const reason: Reason = { kind: 'interrupted', where };
    const mayRepeat = isIdempotent(this.job()) && (!this.isBegun || this.errand.mayGoOn);
    if (!mayRepeat) return this.end(failure(new ModemError(reason)));
    if (this.isTold) this.notes.next(of(value({ kind: 'resumed', offset: this.body.loaded, reason })));
    this.again(0);
  }

  /** Begins the next attempt. */
  private again(afterMs: number): void {
    this.attempt += 1;
    this.asks = 0;
    this.last = 0;
    this.gateway = undefined;
    this.modem = undefined;
    this.body.credited = this.body.consumed;
    timer(afterMs).subscribe(() => this.wants.next());
  }

  private end(note: Note): void {
    this.isOver = true;
    this.notes.next(of(note));
  }
}
