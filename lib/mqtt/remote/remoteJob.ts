import {
  concatMap,
  defer,
  dematerialize,
  EMPTY,
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
import { type RemoteJobState, remoteJobState } from './remoteJobState';
import type { RemoteContext } from './remoteContext';
import { monotonicNow } from '../../../operators/monotonicNow';

/** No modem of that gateway was fit; another gateway may have one. */
const isNoneFit = (reason: WireReason): boolean => reason.kind === 'network' && reason['step'] === 'pool';

type Note = ObservableNotification<RemoteEvent>;

/** A gateway takes a reader for gone that gives no credit for 90 s. */
const CREDIT_EVERY_MS = 30_000;
const MAX_ASK_AGAIN_MS = 60_000;
/** After this many publications at the same interval, the job seems to wait for its turn, and the intervals grow. */
const EARLY_ASKS = 5;
/** When a job is published again that no gateway received, or for which no modem was fit. */
const UNFIT_MS = 2_000;

/** The maximum of a job's `deadlineMs`; the deadline of a client may be longer. */
const MAX_JOB_DEADLINE_MS = 86_400_000;

const late = (waitedMs: number): ModemError => new ModemError({ kind: 'timeout', phase: 'total', waitedMs });
const value = (event: RemoteEvent): Note => ({ kind: 'N', value: Object.freeze(event) });
const failure = (error: unknown): Note => ({ kind: 'E', error });

/**
 * One job from its client's side: published until a modem has it, followed, published as the next attempt where its gateway is
 * gone and it may be repeated, and cancelled where its subscriber leaves.
 *
 *     jobs        j···j                 published again: no modem had taken it
 *     events            t-h-c-c-x       taken, head, pieces; the gateway goes offline
 *     jobs                       j      the next attempt, from the bytes that came
 *     events                      t-c-c-d
 *     result              h-c-c---r-c-c|
 */
export class RemoteJob {
  private readonly id = randomId();
  private readonly began = monotonicNow();
  private readonly asks = new Subject<void>();
  private readonly notes = new Subject<Observable<Note>>();
  private readonly body: BodyIntake;
  private state: RemoteJobState = remoteJobState.start;
  /** What the subscriber has: content can't be emitted twice, so that only a continuation may follow it. */
  private emitted: 'nothing' | 'events' | 'content' = 'nothing';

  constructor(
    private readonly context: RemoteContext,
    private readonly request: RemoteRequest,
  ) {
    this.body = new BodyIntake(request);
  }

  /** Publishes the job, and emits its events. Left before its end, it is cancelled, and `left` emits the outcome. */
  run(): Observable<RemoteEvent> {
    return new Observable((reader) => {
      const { link, inbox, presences, options } = this.context;
      const ask = (): void => this.asks.next();
      const error = (problem: unknown): void => this.end(failure(problem));
      const all = new Subscription();
      const emitted = this.notes.pipe(
        concatMap((note) => note),
        dematerialize(),
      );
      all.add(emitted.subscribe(reader));
      all.add(this.asks.pipe(switchMap(() => this.asking())).subscribe({ error }));
      all.add(presences.subscribe({ next: (presence) => this.presence(presence), error }));
      // Events may have been missed while the broker was away; asking again shows it.
      const reconnected = link.isConnected.pipe(
        pairwise(),
        filter(([, isConnected]) => isConnected),
      );
      all.add(reconnected.subscribe(ask));
      all.add(timer(options.deadlineMs).subscribe(() => reader.error(late(options.deadlineMs))));
      all.add(interval(CREDIT_EVERY_MS).subscribe(() => this.credit()));
      all.add(inbox.of(this.id, ask).subscribe({ next: (news) => this.receive(news), error }));
      return () => {
        all.unsubscribe();
        const place = remoteJobState.placeOf(this.state);
        if (this.state.kind !== 'over') cancel(this.context, { job: this.id, ...place }, this.leftMs);
      };
    });
  }

  private get leftMs(): number {
    return Math.max(1, this.began + this.context.options.deadlineMs - monotonicNow());
  }

  private job(attempt: number): Job {
    const { creditBytes } = this.context.options;
    const deadlineMs = Math.min(this.leftMs, MAX_JOB_DEADLINE_MS);
    return { ...this.request.job(this.body.progress), id: this.id, attempt, deadlineMs, creditBytes };
  }

  /** Publishes the job, and again after a while where no modem has taken it. */
  private asking(): Observable<unknown> {
    return defer(() => {
      const { link, jobs, inbox, options } = this.context;
      const { state } = this;
      if (state.kind === 'over') return EMPTY;
      const properties = {
        responseTopic: inbox.topic,
        correlationData: new TextEncoder().encode(this.id) as Buffer,
        messageExpiryInterval: Math.ceil(this.leftMs / 1_000),
      };
      const asks = state.kind === 'asking' ? state.asks : 0;
      const rarer = 2 ** Math.max(0, asks - EARLY_ASKS);
      const againMs = Math.min(Math.max(MAX_ASK_AGAIN_MS, options.askAgainMs), options.askAgainMs * rarer);
      this.state = remoteJobState.asked(state);
      return link.publishChecked(jobs, this.job(state.attempt), { properties }).pipe(
        mergeMap((isReceived) => timer(isReceived ? againMs : UNFIT_MS)),
        tap(() => this.state.kind === 'asking' && this.asks.next()),
      );
    });
  }

  /** A gateway came or went. */
  private presence({ gateway, state, isRetained }: Presence & { readonly isRetained: boolean }): void {
    if (state === 'online' || this.state.kind === 'over') return;
    if (gateway === remoteJobState.placeOf(this.state).gateway) this.lose();
    else if (this.state.kind === 'asking' && !isRetained) this.asks.next();
  }

  private receive(news: JobNews): void {
    const { state } = this;
    if (state.kind === 'over' || news.attempt !== state.attempt) return;
    const last = remoteJobState.lastOf(state);
    if ('before' in news && news.before) this.receiveEnd(news);
    else if (news.kind === 'taken' && news.n === 1 && last > 0) this.retaken(news);
    else if (news.n === last + 1 && this.body.fits(news)) this.accept(news);
    else if (news.n > last) this.lose();
  }

  /** A gateway has begun this attempt anew: it does not continue the events that came. */
  private retaken(news: JobNews): void {
    if (this.emitted === 'nothing') this.accept(news);
    else this.lose();
  }

  private accept(news: JobNews): void {
    if (news.kind === 'taken') this.state = remoteJobState.taken(this.state, news, news.n);
    else if (isEnd(news)) this.receiveEnd(news);
    else {
      this.state = remoteJobState.streamed(this.state, news.n);
      this.emit(news);
    }
  }

  private receiveEnd(news: JobNews): void {
    if (news.kind === 'cancelled') return this.end(failure(new ModemError({ kind: 'cancelled' })));
    if (news.kind === 'failed') {
      const mayMove = isNoneFit(news.reason) && this.state.kind === 'asking';
      return mayMove ? this.again(UNFIT_MS) : this.end(failure(wireReason.read(news.reason)));
    }
    // The job is done, but some of its events are missing here.
    const isMissed = news.kind === 'done' && news.before === true && !this.body.isWhole;
    return isMissed ? this.lose() : this.end({ kind: 'C' });
  }

  /** Emits an event in its turn; bytes of a body when the earlier ones were taken. */
  private emit(news: JobNews): void {
    const isContent = news.kind === 'head' || news.kind === 'chunk' || news.kind === 'value';
    if (isContent) this.emitted = 'content';
    else if (this.emitted === 'nothing') this.emitted = 'events';
    if (news.kind === 'chunk') {
      const half = this.context.options.creditBytes / 2;
      const taken = (): void => void (this.body.consumed - this.body.credited >= half && this.credit());
      return this.notes.next(this.body.take(news, taken));
    }
    const { job: _job, attempt: _attempt, n: _n, ...event } = news;
    if (news.kind === 'head')
      this.body.head = { status: news.status, length: news.length, headers: news.headers };
    const reason = news.kind === 'resumed' ? { reason: wireReason.read(news.reason).reason } : {};
    this.notes.next(of(value({ ...event, ...reason } as RemoteEvent)));
  }

  private credit(): void {
    const { state, body } = this;
    if (state.kind !== 'taken' && state.kind !== 'streaming') return;
    const { link, topics } = this.context;
    const { consumed: loaded } = body;
    body.credited = loaded;
    link
      .publish(topics.credit(this.id), { attempt: state.attempt, loaded })
      .subscribe({ error: () => undefined });
  }

  /** This attempt is lost: the next one continues from the bytes that came, where the job allows it. */
  private lose(): void {
    const { state } = this;
    if (state.kind === 'over') return;
    const { gateway } = remoteJobState.placeOf(state);
    const reason: Reason = {
      kind: 'interrupted',
      where: `the gateway${gateway === undefined ? '' : ` ${gateway}`}`,
    };
    const mayContinue = this.emitted !== 'content' || this.request.mayGoOn;
    if (!isIdempotent(this.job(state.attempt)) || !mayContinue)
      return this.end(failure(new ModemError(reason)));
    if (this.emitted !== 'nothing')
      this.notes.next(of(value({ kind: 'resumed', offset: this.body.loaded, reason })));
    this.again(0);
  }

  /** Begins the next attempt. */
  private again(afterMs: number): void {
    this.state = remoteJobState.nextAttempt(this.state);
    this.body.credited = this.body.consumed;
    timer(afterMs).subscribe(() => this.asks.next());
  }

  private end(note: Note): void {
    this.state = remoteJobState.over;
    this.notes.next(of(note));
  }
}
