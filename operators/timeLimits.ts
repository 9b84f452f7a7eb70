import { checkOptions, TIMEOUT_CHECKS } from '../lib/grammar/checkOptions';
import {
  dematerialize,
  materialize,
  merge,
  mergeMap,
  type MonoTypeOperatorFunction,
  type Observable,
  throwError,
  timeout,
  timer,
} from 'rxjs';
import { ModemError } from '../lib/grammar/errors/modemError';
import type { Phase } from '../lib/grammar/errors/reason';
import { maxTimerMs, type TimeoutPolicy } from './timeoutPolicy';

const late = (phase: Phase, waitedMs: number): Observable<never> =>
  throwError(() => new ModemError({ kind: 'timeout', phase, waitedMs }));

/** A limit that is too long for a timer is no limit. */
const limit = (ms: number | undefined): number | undefined =>
  ms !== undefined && ms > maxTimerMs ? undefined : ms;

/** Fails a stream that takes longer than `totalMs` in all. */
const within =
  <T>(totalMs: number): MonoTypeOperatorFunction<T> =>
  (source) =>
    merge(source.pipe(materialize()), timer(totalMs).pipe(mergeMap(() => late('total', totalMs)))).pipe(
      dematerialize(),
    );

/**
 * Limits the time to the first event, between events, and in all; each limit names its phase when it passes.
 *
 *     source   ----a------------b--|     eachMs: 5
 *     result   ----a----#                timeout, phase 'data'
 *
 * Fails with a `timeout` of phase `result` (first), `data` (each) or `total`.
 */
export const timeLimits =
  <T>(policy: TimeoutPolicy): MonoTypeOperatorFunction<T> =>
  (source) => {
    checkOptions(policy, TIMEOUT_CHECKS);
    const [firstMs, eachMs, totalMs] = [policy.firstMs, policy.eachMs, policy.totalMs].map(limit);
    const eachLimited =
      firstMs === undefined && eachMs === undefined
        ? source
        : source.pipe(
            timeout({
              ...(firstMs === undefined ? {} : { first: firstMs }),
              ...(eachMs === undefined ? {} : { each: eachMs }),
              with: ({ seen }) =>
                seen === 0 ? late('result', firstMs ?? eachMs ?? 0) : late('data', eachMs ?? 0),
            }),
          );
    return totalMs === undefined ? eachLimited : eachLimited.pipe(within(totalMs));
  };
