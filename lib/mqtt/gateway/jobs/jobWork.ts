import {
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  merge,
  mergeMap,
  Observable,
  of,
  ReplaySubject,
  Subscription,
  takeUntil,
  tap,
} from 'rxjs';
import type { Transfer } from '../../../flows/transfer/transfer';
import { windUp } from '../../../flows/transfer/windUp';
import type { Modem } from '../../../modem/modem';
import type { Message } from '../../link/message';
import type { Job } from '../../schema/job';
import { whatOf } from '../../link/isIdempotent';
import { wireReason } from '../../link/wireReason';
import { type BodySink, bodySink } from './bodySink';
import { bareReason, endedNews, endEvent, jobEnd, type JobEnd, reasonOf } from './jobEnd';
import { type EndCause, type JobPhase, jobPhase } from './jobPhase';
import { deadlineOf, jobStops } from './jobStops';
import type { GatewayNews } from './gatewayNews';
import type { JobContext } from './jobContext';
import type { JobNotice } from './jobNotice';
import { Ledger } from './ledger';
import { outbox, type Outbox } from './outbox';
import { type FlowEvent, transferOf } from './transferOf';
import { monotonicNow } from '../../../../operators/monotonicNow';

/** A job, its message, and the name of its modem where the job is for one. */
export interface JobWorkParts {
  readonly job: Job;
  readonly asked: Message;
  readonly modem: string | undefined;
}

/** A record outlives its job by at least this. */
const SLACK_SECONDS = 60;

/**
 * One job: waits for a modem, claims the job at the ledger, runs its flow, publishes its events, and records how it ended.
 *
 *     asked     j
 *     phase     w..c.r-----------e      waiting, claiming, running, ending
 *     ledger       ?t------------e      looked up, taken, ended
 *     flow            h--c--c--c-|
 *     events         th--p-----p-d      taken, head, pieces of the body, done
 */
export class JobWork {
  private readonly ledger: Ledger;
  private readonly out: Outbox;
  private readonly sink: BodySink;
  /** Emits when the job ends, for whatever runs at that moment. */
  private readonly ended = new ReplaySubject<void>(1);
  private readonly begun = new ReplaySubject<void>(1);
  private readonly what: string;
  private readonly deadlineMs: number;
  private readonly began = monotonicNow();
  private phase: JobPhase = jobPhase.start;
  private bytes = 0;
  private firstByteMs: number | undefined;

  constructor(
    private readonly context: JobContext,
    private readonly parts: JobWorkParts,
  ) {
    const { link, topics, gateway, limits } = context;
    const { job, asked } = parts;
    const { id, attempt = 1, creditBytes = Infinity } = job;
    this.what = whatOf(job);
    this.deadlineMs = deadlineOf(job, asked, limits);
    const recordSeconds = Math.max(limits.recordSeconds, Math.ceil(this.deadlineMs / 1_000) + SLACK_SECONDS);
    this.ledger = new Ledger({ link, topics, gateway, job, recordSeconds });
    this.out = outbox({ link, job: id, attempt, asked });
    const begun = job.flow === 'http' ? job.progress?.loaded : job.flow === 'ftp' ? job.fromByte : 0;
    this.sink = bodySink({ out: this.out, chunkBytes: limits.chunkBytes, creditBytes, loaded: begun ?? 0 });
  }

  /** Does the job; emits news for logs. Unsubscribed in the middle, it winds the modem up and records nothing: the job was not done. */
  run(): Observable<GatewayNews> {
    return new Observable((reader) => {
      const listening = this.listen();
      reader.add(concat(this.work(), this.finish()).subscribe(reader));
      reader.add(listening);
    });
  }

  /** Ends it: another attempt at the same job has begun. */
  supersede(): void {
    this.end({ kind: 'superseded' });
  }

  private end(cause: EndCause): void {
    this.phase = jobPhase.end(this.phase, cause);
    this.ended.next();
  }

  private fail(error: unknown): void {
    this.end({ kind: 'failed', reason: reasonOf(error, this.what) });
  }

  private listen(): Subscription {
    const { job } = this.parts;
    const { notices } = this.ledger;
    const { deadlineMs, begun } = this;
    const error = (problem: unknown): void => this.fail(problem);
    const all = new Subscription();
    const stops = jobStops({ job, notices, deadlineMs, begun });
    all.add(stops.subscribe({ next: (stop) => this.end(stop), error }));
    all.add(this.out.broken.subscribe({ error }));
    all.add(notices.subscribe({ next: (notice) => this.notice(notice), error: () => undefined }));
    return all;
  }

  private notice(notice: JobNotice): void {
    if (notice.kind === 'credit') this.sink.credit(notice.loaded);
    if (notice.kind !== 'record' || this.phase.kind !== 'waiting') return;
    const { record } = notice;
    const { attempt = 1 } = this.parts.job;
    // A job that has ended already needs no modem to find that out.
    if (record.state === 'ended' && record.attempt >= attempt) this.end({ kind: 'ended', record });
  }

  private work(): Observable<GatewayNews> {
    const { pool, access } = this.context;
    const { job, modem: wanted } = this.parts;
    const endedWaiting = this.ended.pipe(filter(() => jobPhase.modem(this.phase) === undefined));
    return defer(() => {
      const transfer = transferOf(job, { access, into: () => this.sink.room });
      const run = wanted === undefined ? pool.run : pool.on(wanted).run;
      return run<GatewayNews | FlowEvent>((modem, name) => this.on(transfer, modem, name), {
        elsewhere: transfer.elsewhere,
      });
    }).pipe(
      // eslint-disable-next-line rxjs-x/no-unsafe-takeuntil -- what follows only reads what came
      takeUntil(endedWaiting),
      mergeMap((event) =>
        event.kind === 'taken' ? of(event as GatewayNews) : this.publish(event as FlowEvent),
      ),
      catchError((error: unknown) => {
        this.fail(error);
        return EMPTY;
      }),
    );
  }

  /** Runs on a modem: claims the job first, or records that it has moved to this modem. */
  private on(transfer: Transfer<FlowEvent>, modem: Modem, name: string): Observable<GatewayNews | FlowEvent> {
    const { gateway } = this.context;
    const { id: job } = this.parts.job;
    this.phase = jobPhase.given(this.phase, name);
    const claimed = this.phase.kind === 'claiming' ? this.claim(name) : this.ledger.note({ modem: name });
    const taken = defer(() => {
      this.begun.next();
      this.out.event({ kind: 'taken', gateway, modem: name });
      return of<GatewayNews>({ kind: 'taken', job, what: this.what, modem: name });
    });
    const flow = transfer.on(modem).pipe(takeUntil(this.ended));
    // The modem is free, and the end is published, when it has answered everything that it was sent.
    const left = defer(() => (this.phase.kind === 'ending' ? windUp(modem) : EMPTY));
    const running = defer(() => (this.phase.kind === 'running' ? concat(taken, flow, left) : EMPTY));
    return concat(claimed, running);
  }

  private claim(name: string): Observable<never> {
    return this.ledger.claim(name).pipe(
      // eslint-disable-next-line rxjs-x/no-unsafe-takeuntil -- what follows only reads what came
      takeUntil(this.ended),
      tap((claim) => (this.phase = jobPhase.claimed(this.phase, claim))),
      ignoreElements(),
    );
  }

  private publish(event: FlowEvent): Observable<never> {
    if (event.kind === 'head' || event.kind === 'chunk') this.firstByteMs ??= monotonicNow() - this.began;
    if (event.kind === 'chunk') {
      this.sink.add(event);
      this.bytes += event.bytes.length;
      this.checkSize(event.total ?? event.loaded);
      return EMPTY;
    }
    this.sink.flush();
    if (event.kind === 'head' && this.what !== 'http:HEAD') this.checkSize(event.length);
    if (event.kind === 'resumed') this.out.event({ ...event, reason: wireReason.write(event.reason) });
    else if (event.kind !== 'stored') this.out.event(event);
    return EMPTY;
  }

  private checkSize(bytes: number): void {
    const { gateway, limits } = this.context;
    if (bytes <= limits.bodyBytes) return;
    const what = `bodies of more than ${limits.bodyBytes} bytes`;
    this.end({ kind: 'failed', reason: { kind: 'not-allowed', where: `the gateway ${gateway}`, what } });
  }

  private finish(): Observable<GatewayNews> {
    return defer(() => {
      const ending = jobPhase.end(this.phase, { kind: 'done' });
      this.phase = ending;
      if (ending.kind !== 'ending') return EMPTY;
      const { modem, cause, isClaimed } = ending;
      const end = jobEnd(cause, this.context.gateway);
      const tookMs = monotonicNow() - this.began;
      const news = endedNews(this.parts.job, end, {
        modem,
        bytes: this.bytes,
        tookMs,
        firstByteMs: this.firstByteMs,
      });
      // The record of a job that was never claimed may belong to another gateway.
      const isOurs = !end.before && (isClaimed || cause.kind === 'interrupted');
      return concat(this.publishEnd(end, isOurs), of(news));
    });
  }

  private publishEnd(end: JobEnd, isOurs: boolean): Observable<never> {
    const { outcome, reason } = end;
    const { link, topics } = this.context;
    const { id } = this.parts.job;
    if (outcome === 'elsewhere') return EMPTY;
    this.sink.flush();
    this.out.event(endEvent(end));
    const kept = reason && { reason: wireReason.write(bareReason(reason, this.parts.job)) };
    const noted = isOurs ? this.ledger.note({ state: 'ended', outcome, ...kept }) : EMPTY;
    const isForgotten = isOurs && outcome === 'cancelled';
    const forgotten = isForgotten
      ? link.publish(topics.cancel(id), new Uint8Array(0), { retain: true })
      : EMPTY;
    return merge(this.out.sent, noted, forgotten).pipe(catchError(() => EMPTY));
  }
}
