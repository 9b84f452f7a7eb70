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
import { type HeardOfJob, heardOfJob } from './heardOfJob';

/** Whose ledger it is. */
export interface LedgerParts {
  readonly link: Link;
  readonly topics: Topics;
  readonly gateway: string;
  readonly job: Job;
  /** How long a record is kept. */
  readonly recordSeconds: number;
}

/** A broker that does not answer in that time is asked again. */
const ANSWER_MS = 5_000;
/** How long another gateway's presence is waited for; there is none where it was never there. */
const PRESENCE_MS = 1_000;

const MINE: ClaimResult = { kind: 'mine' };
const ELSEWHERE: ClaimResult = { kind: 'elsewhere' };

const isThere = (link: Link, topic: string): Observable<boolean> =>
  link.hear(topic, { qos: 0 }).pipe(
    map(({ payload }) => readMessage(presence, 'presence', payload).state === 'online'),
    take(1),
    timeout({ first: PRESENCE_MS }),
    catchError(() => of(false)),
  );

/**
 * What is known and said of one job at the broker, for all gateways to see. Records are retained, so that a job which a broker
 * hands out again, or which is asked for again, is known by its id wherever it comes to.
 *
 *     hear   jobs/ID/+       what is retained comes first
 *     say    jobs/ID/mark    when this comes back, all that was retained has come
 *     say    jobs/ID/record  taken, by me: the first such record that comes back has it
 */
export class Ledger {
  /** Listens while somebody is subscribed, and emits what is said about the job. */
  readonly heard: Observable<HeardOfJob>;
  private readonly claimId = randomId();
  private readonly listening = new AsyncSubject<void>();
  private known: JobRecord | undefined;
  private mine: JobRecord | undefined;
  private isCancelled = false;
  private isOwner = false;

  constructor(private readonly parts: LedgerParts) {
    const { link, topics, job } = parts;
    const subscribed = (): void => {
      this.listening.next();
      this.listening.complete();
    };
    this.heard = link.hear(topics.about(job.id), { qos: 0, subscribed }).pipe(
      mergeMap((message) => heardOfJob(topics, job.id, message)),
      tap((told) => this.hear(told)),
      share(),
    );
  }

  /** Looks whether somebody has it, and takes it where nobody has: emits once. */
  claim(modem: string): Observable<ClaimResult> {
    const judged = defer(() => this.judge(modem));
    return concat(this.looked().pipe(ignoreElements()), judged).pipe(
      timeout({ first: ANSWER_MS }),
      retry({ delay: ANSWER_MS }),
      tap(({ kind }) => (this.isOwner = kind === 'mine')),
    );
  }

  /** Notes which modem has it now, or how it ended; completes when the broker has that. */
  note(news: Partial<JobRecord>): Observable<never> {
    return defer(() => {
      const { job, gateway } = this.parts;
      const { id, attempt = 1 } = job;
      const at = new Date().toISOString();
      const basics = { job: id, attempt, gateway, claim: this.claimId, state: 'taken', at } as const;
      this.mine = { ...basics, ...this.mine, ...news, at };
      return this.say(this.mine);
    });
  }

  private hear(told: HeardOfJob): void {
    if (told.kind === 'cancel') this.isCancelled = true;
    if (told.kind !== 'record') return;
    this.known = told.record;
    const isLate = !this.isMine(told.record) && told.record.attempt === this.mine?.attempt;
    // Another gateway that came too late has written over the record.
    if (this.isOwner && this.mine && isLate) this.say(this.mine).subscribe({ error: () => undefined });
  }

  private say(record: JobRecord): Observable<never> {
    const { link, topics, recordSeconds } = this.parts;
    const properties = { messageExpiryInterval: recordSeconds };
    return link.say(topics.record(record.job), record, { retain: true, properties });
  }

  private isMine({ claim }: JobRecord): boolean {
    return claim === this.claimId;
  }

  /** All that is retained has come when one's own mark comes back. */
  private looked(): Observable<unknown> {
    const { link, topics, job } = this.parts;
    const mark = randomId();
    const back = this.heard.pipe(filter((told) => told.kind === 'mark' && told.mark === mark));
    const set = this.listening.pipe(
      mergeMap(() => link.say(topics.mark(job.id), new TextEncoder().encode(mark))),
    );
    return merge(back, set).pipe(take(1));
  }

  private judge(modem: string): Observable<ClaimResult> {
    const { link, topics, gateway, job } = this.parts;
    const { known: record } = this;
    if (this.isCancelled) return of<ClaimResult>({ kind: 'cancelled' });
    if (!record) return this.taken(modem);
    if (this.isMine(record)) return of(MINE);
    const { attempt = 1 } = job;
    if (attempt < record.attempt) return of(ELSEWHERE);
    const isAskedAgain = attempt > record.attempt;
    if (record.state === 'ended') {
      return isAskedAgain && isIdempotent(job)
        ? this.taken(modem)
        : of<ClaimResult>({ kind: 'ended', record });
    }
    if (isAskedAgain || record.gateway === gateway) return this.orphaned(modem);
    return isThere(link, topics.gateway(record.gateway)).pipe(
      mergeMap((there) => (there ? of(ELSEWHERE) : this.orphaned(modem))),
    );
  }

  private taken(modem: string): Observable<ClaimResult> {
    const first = this.heard.pipe(
      filter((told) => told.kind === 'record'),
      map(({ record }) => (this.isMine(record) ? MINE : ELSEWHERE)),
    );
    return merge(first, this.note({ modem })).pipe(take(1));
  }

  /** Whoever had it is gone, or taken for lost by the one who asks. */
  private orphaned(modem: string): Observable<ClaimResult> {
    return isIdempotent(this.parts.job) ? this.taken(modem) : of<ClaimResult>({ kind: 'interrupted' });
  }
}

/** What a gateway finds when it looks whether a job is its to do. */
export type ClaimResult =
  /** Nobody else has it. */
  | { readonly kind: 'mine' }
  /** Another gateway has it. */
  | { readonly kind: 'elsewhere' }
  /** It was done before. */
  | { readonly kind: 'ended'; readonly record: JobRecord }
  /** It is wanted no more. */
  | { readonly kind: 'cancelled' }
  /** Whoever had it is gone, and it may not be done twice. */
  | { readonly kind: 'interrupted' };
