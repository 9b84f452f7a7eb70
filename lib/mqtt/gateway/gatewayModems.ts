import {
  BehaviorSubject,
  combineLatest,
  distinctUntilChanged,
  map,
  type Observable,
  startWith,
  switchMap,
  tap,
  throttleTime,
  asyncScheduler,
  of,
} from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';
import type { Modem } from '../../modem/modem';
import { fitness } from '../../pool/fitness';
import { type Pool, pool } from '../../pool/pool';
import type { PoolMember } from '../../pool/poolMember';
import type { ModemState } from '../schema/modemState';
import type { GatewayNews } from './jobs/gatewayNews';
import type { GatewayModem, GatewayOptions } from './gatewayOptions';
import { type ModemReport, modemReport, stateReport } from './modemReport';

/** States are told so often at the most: they change many at a time. */
const TOGETHER_MS = 200;
const BOTH_ENDS = { leading: true, trailing: true };
const NONE: ModemReport = {};

/** One modem of a gateway's, as it comes and goes. */
export interface Post {
  readonly name: string;
  readonly where: string;
  /** Replays the modem that is there; nothing while none is. */
  readonly modem: BehaviorSubject<Modem | undefined>;
  /** Replays why it could not be connected to the last time. */
  readonly problem: BehaviorSubject<string | undefined>;
  /** Replays the job that it has. */
  readonly job: BehaviorSubject<string | undefined>;
}

/** All modems of a gateway's: one pool, and what can be told of each. */
export interface GatewayModems {
  readonly pool: Pool;
  readonly posts: readonly Post[];
  /** Whether any is fit for a job: replays. */
  readonly anyFits: Observable<boolean>;
  /** How one is, and what is new of that. */
  readonly states: (post: Post) => Observable<ModemState>;
  /** Notes what jobs do. */
  readonly note: (news: GatewayNews) => void;
}

const problemOf = (error: unknown): string => (error instanceof ModemError ? error.message : String(error));

const postOf = (name: string, { where = name }: GatewayModem): Post => ({
  ...{ name, where },
  modem: new BehaviorSubject<Modem | undefined>(undefined),
  problem: new BehaviorSubject<string | undefined>(undefined),
  job: new BehaviorSubject<string | undefined>(undefined),
});

/** The same way to a modem, watched. */
const watched = ({ modem, problem }: Post, way: Observable<Modem>): Observable<Modem> =>
  way.pipe(
    tap({
      next: (there) => {
        problem.next(undefined);
        modem.next(there);
      },
      error: (error: unknown) => {
        problem.next(problemOf(error));
        modem.next(undefined);
      },
      complete: () => modem.next(undefined),
      unsubscribe: () => modem.next(undefined),
    }),
  );

type Unfit = (member: PoolMember) => string | undefined;

/** Notes which modem has which job. */
const noteJob = (posts: readonly Post[], news: GatewayNews): void => {
  if (news.kind !== 'taken' && news.kind !== 'ended') return;
  for (const { name, job } of posts) {
    if (news.kind === 'taken' && name === news.modem) job.next(news.job);
    else if (job.value === news.job) job.next(undefined);
  }
};

const isSameState = (one: ModemState, other: ModemState): boolean =>
  JSON.stringify({ ...one, at: '' }) === JSON.stringify({ ...other, at: '' });

const statesOf = (gateway: string, fleet: Pool, unfit: Unfit, post: Post): Observable<ModemState> => {
  const { name: modem, where } = post;
  const member = fleet.members.pipe(
    map((members) => members.find(({ name }) => name === modem)),
    distinctUntilChanged(),
  );
  const reports = post.modem.pipe(
    switchMap((there) => (there ? modemReport(there).pipe(startWith(NONE)) : of(NONE))),
  );
  const absent = 'it is not connected';
  return combineLatest([member, reports, post.problem, post.job]).pipe(
    throttleTime(TOGETHER_MS, asyncScheduler, BOTH_ENDS),
    map(([known, report, failed, job]) => {
      const problem = known ? unfit(known) : (failed ?? absent);
      return stateReport({ gateway, modem, where, member: known, report, problem, job });
    }),
    distinctUntilChanged(isSameState),
  );
};

/** Makes one pool of a gateway's modems. */
export const gatewayModems = ({ name, modems, pool: policy = {} }: GatewayOptions): GatewayModems => {
  const { unfit = fitness.unfit } = policy;
  const posts = Object.entries(modems).map(([modem, given]) => ({
    post: postOf(modem, given),
    way: given.modem,
  }));
  const entries = posts.map(({ post, way }) => ({ name: post.name, modem: watched(post, way) }));
  const fleet = pool(entries, policy);
  const all = posts.map(({ post }) => post);
  return {
    pool: fleet,
    posts: all,
    states: (post) => statesOf(name, fleet, unfit, post),
    anyFits: fleet.members.pipe(
      map((members) => members.some((member) => unfit(member) === undefined)),
      distinctUntilChanged(),
    ),
    note: (news) => noteJob(all, news),
  };
};
