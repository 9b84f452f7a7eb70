import {
  Observable,
  EMPTY,
  concat,
  dematerialize,
  exhaustMap,
  materialize,
  type OperatorFunction,
} from 'rxjs';
import type { Writable } from 'node:stream';
import { CliError } from '../errors/cliError';

/** Where a body goes. */
export interface Sink {
  /** Writes when subscribed to; completes when the bytes were taken, so that no more are asked for before. */
  readonly write: (bytes: Uint8Array | string) => Observable<never>;
  /** Makes what was written stay. Without it, leaving undoes it where that is possible. */
  readonly keep: Observable<never>;
}

const problemOf = (where: string, error: NodeJS.ErrnoException): CliError =>
  new CliError(
    error.code === 'EPIPE' ? { kind: 'reader-gone' } : { kind: 'output', where, problem: error.message },
  );

/** Makes a sink of a stream that stays open: what was written can't be taken back. */
export const streamSink = (stream: Writable, where: string): Sink => ({
  write: (bytes) =>
    new Observable((subscriber) => {
      stream.write(bytes, (error) =>
        error ? subscriber.error(problemOf(where, error)) : subscriber.complete(),
      );
    }),
  keep: EMPTY,
});

/** Lets some work be done with an open sink, keeps what was written where the work succeeds, and ends. */
export const untilKept =
  <S extends Sink>(work: (sink: S) => Observable<unknown>): OperatorFunction<S, unknown> =>
  (sinks) =>
    sinks.pipe(
      exhaustMap((sink) => concat(work(sink), sink.keep).pipe(materialize())),
      dematerialize(),
    );
