import {
  asyncScheduler,
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
import { ModemError } from '../../../grammar/errors/modemError';
import type { Reason } from '../../../grammar/errors/reason';
import type { Modem } from '../../../modem/modem';
import type { Message } from '../../link/message';
import type { Job } from '../../schema/job';
import { whatOf } from '../../link/isIdempotent';
import { wireReason } from '../../link/wireReason';
import { type BodySink, bodySink } from './bodySink';
import { bareReason, endedNews, jobEnd, type JobEnd, reasonOf } from './jobEnd';
import { deadlineOf, jobStops, type Stop } from './jobStops';
import type { GatewayNews } from './gatewayNews';
import type { JobDesk } from './jobDesk';
import type { HeardOfJob } from './heardOfJob';
import { Ledger, type ClaimResult } from './ledger';
import { outbox, type Outbox } from './outbox';
import { type Told, transferOf } from './transferOf';

/** A job, the message that it came in, and the modem that it is for, where it is for one. */
export interface JobWorkParts {
  readonly job: Job;
  readonly asked: Message;
  readonly modem: string | undefined;
}

/** A record outlives its job by so much at the least. */
const SLACK_SECONDS = 60;

/**
 * One job: waits for a modem, claims it, does it, tells how it goes, and notes how it ended.
 *
 *     asked     j
 *     modem     ..m                     the best that is free
 *     ledger      ?t---------------e    looked up, taken, ended
 *     flow           h--c--c--c--|
 *     told         t-h--p-----p---d     taken, head, pieces of the body, done
 */
export class JobWork {
  private readonly ledger: Ledger;
  private readonly out: Outbox;
  private readonly sink: BodySink;
  private readonly stops = new ReplaySubject<Stop>(1);
  private readonly begun = new ReplaySubject<void>(1);
  private readonly what: string;
  private readonly deadlineMs: number;
  private readonly began = asyncScheduler.now();
  private modem: string | undefined;
  private verdict: ClaimResult | undefined;
  private stop: Stop | undefined;
  private failure: Reason | undefined;
  private bytes = 0;

  constructor(
    private readonly desk: JobDesk,
    private readonly parts: JobWorkParts,
  ) {
    const { link, topics, gateway, limits } = desk;
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

  /** Does it; emits what logs are told. Left in the middle, the modem is taken leave of, and nothing is noted: it was not done. */
  run(): Observable<GatewayNews> {
    return new Observable((reader) => {
      const listening = this.listen();
      reader.add(concat(this.worked(), this.finished()).subscribe(reader));
      reader.add(listening);
    });
  }

  /** Another attempt at the same job has begun. */
  supersede(): void {
    this.halt({ kind: 'superseded' });
  }

  private halt(stop: Stop): void {
    this.stop ??= stop;
    this.stops.next(stop);
  }

  private listen(): Subscription {
    const { job } = this.parts;
    const { heard } = this.ledger;
    const halt = (stop: Stop): void => this.halt(stop);
    const failing = (error: unknown): void => halt({ kind: 'failed', reason: reasonOf(error, this.what) });
    const all = new Subscription();
    const { deadlineMs, begun } = this;
    all.add(jobStops({ job, heard, deadlineMs, begun }).subscribe({ next: halt, error: failing }));
    all.add(this.out.broken.subscribe({ error: failing }));
    all.add(heard.subscribe({ next: (told) => this.look(told), error: () => undefined }));
    const credits = heard.pipe(filter((told) => told.kind === 'credit'));
    all.add(credits.subscribe({ next: ({ loaded }) => this.sink.credit(loaded), error: () => undefined }));
    return all;
  }

  /** A job that is over already needs no modem to find that out. */
  private look(told: HeardOfJob): void {
    const { attempt = 1 } = this.parts.job;
    if (told.kind !== 'record' || this.modem !== undefined) return;
    const { record } = told;
    if (record.state !== 'ended' || record.attempt < attempt) return;
    this.verdict = { kind: 'ended', record };
    this.stops.next({ kind: 'superseded' });
  }

  private worked(): Observable<GatewayNews> {
    const { pool, access } = this.desk;
    const { job, modem: wanted } = this.parts;
    const isWaiting = this.stops.pipe(filter(() => this.modem === undefined));
    return defer(() => {
      const transfer = transferOf(job, { access, into: () => this.sink.room });
      const run = wanted === undefined ? pool.run : pool.on(wanted).run;
      return run<GatewayNews | Told>((modem, name) => this.on(transfer, modem, name), {
        elsewhere: transfer.elsewhere,
      });
    }).pipe(
      // eslint-disable-next-line rxjs-x/no-unsafe-takeuntil -- what follows only reads what came
      takeUntil(isWaiting),
      mergeMap((told) => (told.kind === 'taken' ? of(told as GatewayNews) : this.tell(told as Told))),
      catchError((error: unknown) => {
        this.failure = reasonOf(error, this.what);
        return EMPTY;
      }),
    );
  }

  private on(transfer: Transfer<Told>, modem: Modem, name: string): Observable<GatewayNews | Told> {
    const { gateway } = this.desk;
    const claimed = this.modem === undefined ? this.claimed(name) : this.ledger.note({ modem: name });
    this.modem = name;
    const { id: job } = this.parts.job;
    const taken = defer(() => {
      this.begun.next();
      this.out.tell({ kind: 'taken', gateway, modem: name });
      return of<GatewayNews>({ kind: 'taken', job, what: this.what, modem: name });
    });
    const flow = transfer.on(modem).pipe(takeUntil(this.stops));
    // The modem is given on, and the end is told, when all that it was told has been heard out.
    const left = defer(() => (this.stop ? windUp(modem) : EMPTY));
    const mine = defer(() => (this.verdict?.kind === 'mine' ? concat(taken, flow, left) : EMPTY));
    return concat(claimed, mine);
  }

  private claimed(name: string): Observable<never> {
    return this.ledger.claim(name).pipe(
      // eslint-disable-next-line rxjs-x/no-unsafe-takeuntil -- what follows only reads what came
      takeUntil(this.stops),
      tap((verdict) => (this.verdict = verdict)),
      ignoreElements(),
    );
  }

  private tell(told: Told): Observable<never> {
    if (told.kind === 'chunk') {
      this.sink.add(told);
      this.bytes += told.bytes.length;
      this.checkSize(told.total ?? told.loaded);
      return EMPTY;
    }
    this.sink.flush();
    if (told.kind === 'head' && this.what !== 'http:HEAD') this.checkSize(told.length);
    if (told.kind === 'resumed') this.out.tell({ ...told, reason: wireReason.write(told.reason) });
    else if (told.kind !== 'stored') this.out.tell(told);
    return EMPTY;
  }

  private checkSize(bytes: number): void {
    const { gateway, limits } = this.desk;
    if (bytes <= limits.bodyBytes) return;
    const what = `bodies of more than ${limits.bodyBytes} bytes`;
    this.halt({ kind: 'failed', reason: { kind: 'not-allowed', where: `the gateway ${gateway}`, what } });
  }

  private finished(): Observable<GatewayNews> {
    return defer(() => {
      const { verdict, stop, failure, modem, bytes } = this;
      const end = jobEnd({ verdict, stop, failure, gateway: this.desk.gateway });
      const tookMs = asyncScheduler.now() - this.began;
      const news = endedNews(this.parts.job, end, { modem, bytes, tookMs });
      return concat(this.told(end), of(news));
    });
  }

  private told({ outcome, reason, before }: JobEnd): Observable<never> {
    const { link, topics } = this.desk;
    const { id } = this.parts.job;
    if (outcome === 'elsewhere') return EMPTY;
    this.sink.flush();
    const again = before && { before };
    if (outcome === 'failed' && reason) {
      const { message } = new ModemError(reason);
      this.out.tell({ kind: 'failed', reason: wireReason.write(reason), message, ...again });
    } else this.out.tell({ kind: outcome === 'failed' ? 'done' : outcome, ...again });
    const kept = reason && { reason: wireReason.write(bareReason(reason, this.parts.job)) };
    // What was never claimed is no business of the ledger's: another gateway may have it.
    const isOurs = !before && (this.verdict?.kind === 'mine' || this.verdict?.kind === 'interrupted');
    const noted = isOurs ? this.ledger.note({ state: 'ended', outcome, ...kept }) : EMPTY;
    const isForgotten = isOurs && outcome === 'cancelled';
    const forgotten = isForgotten ? link.say(topics.cancel(id), new Uint8Array(0), { retain: true }) : EMPTY;
    return merge(this.out.sent, noted, forgotten).pipe(catchError(() => EMPTY));
  }
}
