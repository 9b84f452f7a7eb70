import type { Settled } from '../../../grammar/settled';
import { filter, map, merge, type Observable, switchMap, take, timer } from 'rxjs';
import type { Reason } from '../../../grammar/errors/reason';
import type { Job } from '../../schema/job';
import type { JobNotice } from './jobNotice';
import type { Message } from '../../link/message';
import type { GatewayLimits } from './gatewayLimits';
import { maxTimerMs } from '../../../../operators/timeoutPolicy';

/** Why a job is stopped before its own end. */
export type Stop =
  /** Its client cancelled it. */
  | { readonly kind: 'cancelled' }
  /** Its client gave this attempt up and has begun another one. */
  | { readonly kind: 'superseded' }
  /** It took too long, its reader is gone, or the broker refuses its events. */
  | { readonly kind: 'failed'; readonly reason: Reason };

/** A reader that sends credit counts as gone when none comes for this long. */
export const SILENCE_MS = 90_000;

/** Where the stops of a job come from. */
export interface JobStopsParts {
  readonly job: Job;
  /** Messages on the job's topics. */
  readonly notices: Observable<JobNotice>;
  readonly deadlineMs: number;
  /** Emits when the job begins on a modem. */
  readonly begun: Observable<unknown>;
}

/** Emits, once, what stops a job from outside: its client, a later attempt, its deadline, or a reader that is gone. */
export const jobStops = ({ job, notices, deadlineMs, begun }: JobStopsParts): Observable<Stop> => {
  const { attempt = 1, creditBytes } = job;
  const late = (waitedMs: number, phase: 'total' | 'data') =>
    timer(waitedMs).pipe(map((): Stop => ({ kind: 'failed', reason: { kind: 'timeout', phase, waitedMs } })));
  const noticed = notices.pipe(
    map((notice): Stop | undefined => {
      if (notice.kind === 'cancel') return { kind: 'cancelled' };
      return notice.kind === 'record' && notice.record.attempt > attempt ? { kind: 'superseded' } : undefined;
    }),
    filter((stop) => stop !== undefined),
  );
  const credits = merge(begun, notices.pipe(filter(({ kind }) => kind === 'credit')));
  const silent = creditBytes === undefined ? [] : [credits.pipe(switchMap(() => late(SILENCE_MS, 'data')))];
  return merge(noticed, late(deadlineMs, 'total'), ...silent).pipe(take(1));
};

/** The time of a job that names none. */
const DEFAULT_DEADLINE_MS = 300_000;

/**
 * How long a job may take, in milliseconds: the shortest of its own `deadlineMs`, the time that its message has left, the
 * gateway's limit, and what a timer holds (beyond that, timers fire at once).
 */
export const deadlineOf = (
  { deadlineMs = DEFAULT_DEADLINE_MS }: Job,
  { expirySeconds = Infinity }: Message,
  limits: Settled<GatewayLimits>,
): number => Math.min(deadlineMs, expirySeconds * 1_000, limits.deadlineMs, maxTimerMs);
