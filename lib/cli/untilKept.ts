import { concat, dematerialize, exhaustMap, materialize, type Observable, type OperatorFunction } from 'rxjs';
import type { Sink } from './sink';

/** Lets some work be done with an open sink, keeps what was written where the work succeeds, and ends. */
export const untilKept =
  <S extends Sink>(work: (sink: S) => Observable<unknown>): OperatorFunction<S, unknown> =>
  (sinks) =>
    sinks.pipe(
      exhaustMap((sink) => concat(work(sink), sink.keep).pipe(materialize())),
      dematerialize(),
    );
