import { filter, map, merge, type Observable, switchMap, take, timer } from 'rxjs';
import type { Reason } from '../../../grammar/errors/reason';
import type { Job } from '../../schema/job';
import type { HeardOfJob } from './heardOfJob';
import type { Message } from '../../link/message';
import type { GatewayLimits } from './gatewayLimits';
import { maxTimerMs } from '../../../../operators/timeoutPolicy';

/** Why a job is stopped in the middle. */
export type Stop =
  /** It is wanted no more. */
  | { readonly kind: 'cancelled' }
  /** The one who asked takes this attempt for lost, and another one has begun. */
  | { readonly kind: 'superseded' }
  | { readonly kind: 'failed'; readonly reason: Reason };

/** A reader who counts is taken for gone when it was silent for so long. */
export const SILENCE_MS = 90_000;

/** What a job is stopped by. */
export interface JobStopsParts {
  readonly job: Job;
  /** What is said about it. */
  readonly heard: Observable<HeardOfJob>;
  readonly deadlineMs: number;
  /** Emits when a modem has it. */
  readonly begun: Observable<unknown>;
}

/** What stops a job from outside: the one who asked, a later attempt, its deadline, a reader that is gone. Emits once. */
export const jobStops = ({ job, heard, deadlineMs, begun }: JobStopsParts): Observable<Stop> => {
  const { attempt = 1, creditBytes } = job;
  const late = (waitedMs: number, phase: 'total' | 'data') =>
    timer(waitedMs).pipe(map((): Stop => ({ kind: 'failed', reason: { kind: 'timeout', phase, waitedMs } })));
  const said = heard.pipe(
    map((told): Stop | undefined => {
      if (told.kind === 'cancel') return { kind: 'cancelled' };
      return told.kind === 'record' && told.record.attempt > attempt ? { kind: 'superseded' } : undefined;
    }),
    filter((stop) => stop !== undefined),
  );
  const credits = merge(begun, heard.pipe(filter(({ kind }) => kind === 'credit')));
  const silent = creditBytes === undefined ? [] : [credits.pipe(switchMap(() => late(SILENCE_MS, 'data')))];
  return merge(said, late(deadlineMs, 'total'), ...silent).pipe(take(1));
};

/**
 * How long a job may take, in milliseconds: the shortest of its own `deadlineMs`, the time that its message has left, the
 * gateway's limit, and what a timer holds (beyond that, timers fire at once).
 */
export const deadlineOf = (
  { deadlineMs = Infinity }: Job,
  { expirySeconds = Infinity }: Message,
  limits: Required<GatewayLimits>,
): number => Math.min(deadlineMs, expirySeconds * 1_000, limits.deadlineMs, maxTimerMs);
