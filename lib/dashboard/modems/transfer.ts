import {
  asyncScheduler,
  catchError,
  concat,
  defer,
  endWith,
  ignoreElements,
  map,
  merge,
  type Observable,
  of,
  share,
  takeUntil,
  tap,
  timer,
} from 'rxjs';
import { type FlowTarget, http, type TransferEvent } from 'rxmodem';
import type { Transfer } from '../model/board';
import type { Begun } from '../model/orders';
import { problemOf } from '../model/problemOf';
import { rate } from './rate';

/** How often its progress is reported. */
const EVERY_MS = 200;

const grown = (now: Transfer, event: TransferEvent): Transfer => {
  if (event.kind === 'head') return { ...now, phase: 'receiving', status: event.status };
  if (event.kind === 'resumed') return { ...now, resumed: now.resumed + 1 };
  if (event.kind !== 'chunk') return now;
  const total = event.total === undefined ? {} : { total: event.total };
  return { ...now, ...total, phase: 'receiving', loaded: event.loaded };
};

/** Counts what a flow does. */
export type Measure = (flow: Observable<TransferEvent>) => Observable<TransferEvent>;

const timed = (now: Transfer, began: number, bytesPerSecond: number): Transfer => ({
  ...now,
  bytesPerSecond,
  elapsedMs: asyncScheduler.now() - began,
});

const ended = (now: Transfer, phase: Transfer['phase']): Transfer => ({
  ...now,
  phase,
  bytesPerSecond: phase === 'done' ? Math.round((now.loaded * 1_000) / Math.max(1, now.elapsedMs)) : 0,
});

/**
 * Gets a URL through a modem, here or behind a broker, and reports its progress several times a second. `cancelled` leaves the
 * flow, which ends the session on the modem.
 *
 *     cancelled   -------------c
 *     transfer    w---r--r--r--(x|)      w: waiting   r: receiving   x: cancelled
 *     modem       …               > AT+HTTPTERM  < OK
 */
export const transfer = (
  target: FlowTarget<'http'>,
  begun: Begun,
  cancelled: Observable<unknown>,
  measure: Measure = (flow) => flow,
): Observable<Transfer> =>
  defer(() => {
    const began = asyncScheduler.now();
    let now: Transfer = {
      ...begun,
      phase: 'waiting',
      loaded: 0,
      bytesPerSecond: 0,
      elapsedMs: 0,
      resumed: 0,
    };
    let end: Transfer['phase'] = 'done';
    const speed = rate();
    const flow = measure(http.get(target, now.url)).pipe(
      tap((event) => (now = grown(now, event))),
      ignoreElements(),
      takeUntil(cancelled.pipe(tap(() => (end = 'cancelled')))),
      share(),
    );
    const progress = timer(0, EVERY_MS).pipe(
      map(() => timed(now, began, speed(asyncScheduler.now(), now.loaded))),
      takeUntil(flow.pipe(endWith(null))),
    );
    const last = defer(() => of(ended(timed(now, began, 0), end)));
    return concat(merge(progress, flow), last).pipe(
      catchError((error: unknown) =>
        of({ ...ended(timed(now, began, 0), 'failed'), problem: problemOf(error) }),
      ),
    );
  });
