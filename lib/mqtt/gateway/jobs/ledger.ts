import {
  AsyncSubject,
  catchError,
  concat,
  defer,
  filter,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  retry,
  share,
  take,
  tap,
  timeout,
} from 'rxjs';
import { isIdempotent } from '../../link/isIdempotent';
import type { Link } from '../../link/link';
import { randomId } from '../../link/randomId';
import { readMessage } from '../../link/message';
import type { Job } from '../../schema/job';
import type { JobRecord } from '../../schema/jobRecord';
import { presence } from '../../schema/presence';
import type { Topics } from '../../link/topics';
import { type JobNotice, jobNotice } from './jobNotice';

/** The job, and the gateway that asks. */
export interface LedgerParts {
  readonly link: Link;
  readonly topics: Topics;
  readonly gateway: string;
  readonly job: Job;
  /** How long a record is kept. */
  readonly recordSeconds: number;
}

/** A broker that does not answer within this time is asked again. */
const ANSWER_MS = 5_000;
/** How long to wait for another gateway's presence; a gateway that was never online has none. */
const PRESENCE_MS = 1_000;

const MINE: ClaimResult = { kind: 'mine' };
const ELSEWHERE: ClaimResult = { kind: 'elsewhere' };

/**
 * The record of one job at the broker, shared by all gateways. It is retained, so that every gateway recognises a job that the
 * broker sends again, or that a client publishes again.
 *
 *     listen    jobs/ID/+       retained messages come first
 *     publish   jobs/ID/mark    when it comes back, everything retained has come
 *     publish   jobs/ID/record  taken, with this gateway's claim: the first such record that comes back wins
 */
export class Ledger {
  /** Messages about the job; the topics are subscribed to while this is. */
  readonly notices: Observable<JobNotice>;
  private readonly claimId = randomId();
  private readonly listening = new AsyncSubject<void>();
  /** The newest record at the broker. */
  private latest: JobRecord | undefined;
  /** The record that this gateway published last. */
  private own: JobRecord | undefined;
  private isCancelled = false;
  private isOwner = false;

  constructor(private readonly parts: LedgerParts) {
    const { link, topics, job } = parts;
    const subscribed = (): void => {
      this.listening.next();
      this.listening.complete();
    };
    this.notices = link.listen(topics.about(job.id), { qos: 0, subscribed }).pipe(
      mergeMap((message) => jobNotice(topics, job.id, message)),
      tap((notice) => this.receive(notice)),
      share(),
    );
  }

  /** Looks the job up, and takes it unless another gateway has it: emits once. */
  claim(modem: string): Observable<ClaimResult> {
    const decided = defer(() => this.decide(modem));
    return concat(this.lookUp().pipe(ignoreElements()), decided).pipe(
      timeout({ first: ANSWER_MS }),
      retry({ delay: ANSWER_MS }),
      tap(({ kind }) => (this.isOwner = kind === 'mine')),
    );
  }

  /** Records which modem has the job now, or how it ended; completes when the broker has the record. */
  note(news: Partial<JobRecord>): Observable<never> {
    return defer(() => {
      const { job, gateway } = this.parts;
      const { id, attempt = 1 } = job;
      const at = new Date().toISOString();
      const basics = { job: id, attempt, gateway, claim: this.claimId, state: 'taken', at } as const;
      this.own = { ...basics, ...this.own, ...news, at };
      return this.publish(this.own);
    });
  }

  private receive(notice: JobNotice): void {
    if (notice.kind === 'cancel') this.isCancelled = true;
    if (notice.kind !== 'record') return;
    this.latest = notice.record;
    const isLate = !this.isOwn(notice.record) && notice.record.attempt === this.own?.attempt;
    // Another gateway was too late, and has overwritten the record.
    if (this.isOwner && this.own && isLate) this.publish(this.own).subscribe({ error: () => undefined });
  }

  private publish(record: JobRecord): Observable<never> {
    const { link, topics, recordSeconds } = this.parts;
    const properties = { messageExpiryInterval: recordSeconds };
    return link.publish(topics.record(record.job), record, { retain: true, properties });
  }

  private isOwn({ claim }: JobRecord): boolean {
    return claim === this.claimId;
  }

  /** Emits when a mark of this gateway has come back: by then everything retained has come. */
  private lookUp(): Observable<unknown> {
    const { link, topics, job } = this.parts;
    const mark = randomId();
    const back = this.notices.pipe(filter((notice) => notice.kind === 'mark' && notice.mark === mark));
    const set = this.listening.pipe(
      mergeMap(() => link.publish(topics.mark(job.id), new TextEncoder().encode(mark))),
    );
    return merge(back, set).pipe(take(1));
  }

  private decide(modem: string): Observable<ClaimResult> {
    const { link, topics, gateway, job } = this.parts;
    const { latest: record } = this;
    if (this.isCancelled) return of<ClaimResult>({ kind: 'cancelled' });
    if (!record) return this.take(modem);
    if (this.isOwn(record)) return of(MINE);
    const { attempt = 1 } = job;
    if (attempt < record.attempt) return of(ELSEWHERE);
    const isLaterAttempt = attempt > record.attempt;
    if (record.state === 'ended') {
      return isLaterAttempt && isIdempotent(job)
        ? this.take(modem)
        : of<ClaimResult>({ kind: 'ended', record });
    }
    if (isLaterAttempt || record.gateway === gateway) return this.takeOver(modem);
    return isOnline(link, topics.gateway(record.gateway)).pipe(
      mergeMap((online) => (online ? of(ELSEWHERE) : this.takeOver(modem))),
    );
  }

  private take(modem: string): Observable<ClaimResult> {
    const first = this.notices.pipe(
      filter((notice) => notice.kind === 'record'),
      map(({ record }) => (this.isOwn(record) ? MINE : ELSEWHERE)),
    );
    return merge(first, this.note({ modem })).pipe(take(1));
  }

  /** The gateway that had the job is gone, or its client has given that attempt up. */
  private takeOver(modem: string): Observable<ClaimResult> {
    return isIdempotent(this.parts.job) ? this.take(modem) : of<ClaimResult>({ kind: 'interrupted' });
  }
}

const isOnline = (link: Link, topic: string): Observable<boolean> =>
  link.listen(topic, { qos: 0 }).pipe(
    map(({ payload }) => readMessage(presence, 'presence', payload).state === 'online'),
    take(1),
    timeout({ first: PRESENCE_MS }),
    catchError(() => of(false)),
  );

/** The answer to a claim. */
export type ClaimResult =
  /** This gateway may do the job. */
  | { readonly kind: 'mine' }
  /** Another gateway has it. */
  | { readonly kind: 'elsewhere' }
  /** It has ended before. */
  | { readonly kind: 'ended'; readonly record: JobRecord }
  /** Its client has cancelled it. */
  | { readonly kind: 'cancelled' }
  /** The gateway that had it is gone, and it may not be done twice. */
  | { readonly kind: 'interrupted' };
