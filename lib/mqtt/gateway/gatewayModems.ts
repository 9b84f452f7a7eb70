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

/** Changes within this time are published as one state. */
const TOGETHER_MS = 200;
const BOTH_ENDS = { leading: true, trailing: true };
const NONE: ModemReport = {};

/** One modem of a gateway, as it connects and disconnects. */
export interface TrackedModem {
  readonly name: string;
  readonly where: string;
  /** Replays the open modem; `undefined` while there is none. */
  readonly modem: BehaviorSubject<Modem | undefined>;
  /** Replays why it could not be opened the last time. */
  readonly problem: BehaviorSubject<string | undefined>;
  /** Replays the job that it has. */
  readonly job: BehaviorSubject<string | undefined>;
}

/** All modems of a gateway: one pool, and the states of each modem. */
export interface GatewayModems {
  readonly pool: Pool;
  readonly tracked: readonly TrackedModem[];
  /** Replays whether any modem is fit for a job. */
  readonly anyFits: Observable<boolean>;
  /** The state of a modem, and its changes. */
  readonly states: (one: TrackedModem) => Observable<ModemState>;
  /** Records which modem has which job. */
  readonly note: (news: GatewayNews) => void;
}

/** Makes one pool of a gateway's modems. */
export const gatewayModems = ({ name, modems, pool: policy = {} }: GatewayOptions): GatewayModems => {
  const { unfit = fitness.unfit } = policy;
  const sources = Object.entries(modems).map(([modem, given]) => ({
    one: tracking(modem, given),
    source: given.modem,
  }));
  const entries = sources.map(({ one, source }) => ({ name: one.name, modem: watched(one, source) }));
  const fleet = pool(entries, policy);
  const tracked = sources.map(({ one }) => one);
  return {
    pool: fleet,
    tracked,
    states: (one) => statesOf(name, fleet, unfit, one),
    anyFits: fleet.anyFits,
    note: noteJobs(tracked),
  };
};

const problemOf = (error: unknown): string => (error instanceof ModemError ? error.message : String(error));

const tracking = (name: string, { where = name }: GatewayModem): TrackedModem => ({
  ...{ name, where },
  modem: new BehaviorSubject<Modem | undefined>(undefined),
  problem: new BehaviorSubject<string | undefined>(undefined),
  job: new BehaviorSubject<string | undefined>(undefined),
});

/** The same source of a modem, which is recorded as it emits. */
const watched = ({ modem, problem }: TrackedModem, source: Observable<Modem>): Observable<Modem> =>
  source.pipe(
    tap({
      next: (open) => {
        problem.next(undefined);
        modem.next(open);
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

const noteJobs = (tracked: readonly TrackedModem[]): GatewayModems['note'] => {
  const byName = new Map(tracked.map((one) => [one.name, one]));
  const holders = new Map<string, TrackedModem>();
  return (news) => {
    if (news.kind !== 'taken' && news.kind !== 'ended') return;
    const { job } = news;
    const before = holders.get(job);
    const now = news.kind === 'taken' ? byName.get(news.modem) : undefined;
    if (before && before !== now && before.job.value === job) before.job.next(undefined);
    now?.job.next(job);
    if (now) holders.set(job, now);
    else holders.delete(job);
  };
};

const isSameState = (one: ModemState, other: ModemState): boolean =>
  JSON.stringify({ ...one, at: '' }) === JSON.stringify({ ...other, at: '' });

const statesOf = (gateway: string, fleet: Pool, unfit: Unfit, one: TrackedModem): Observable<ModemState> => {
  const { name: modem, where } = one;
  const reports = one.modem.pipe(
    switchMap((open) => (open ? modemReport(open).pipe(startWith(NONE)) : of(NONE))),
  );
  const absent = 'it is not connected';
  return combineLatest([fleet.member(modem), reports, one.problem, one.job]).pipe(
    throttleTime(TOGETHER_MS, asyncScheduler, BOTH_ENDS),
    map(([member, report, failed, job]) => {
      const problem = member ? unfit(member) : (failed ?? absent);
      return stateReport({ gateway, modem, where, member, report, problem, job });
    }),
    distinctUntilChanged(isSameState),
  );
};
