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

/** The destination of a body. */
export interface Sink {
  /** Writes on subscription; completes when the bytes were accepted, so that no more are requested before. */
  readonly write: (bytes: Uint8Array | string) => Observable<never>;
  /** Keeps what was written. Without it, unsubscribing discards it if possible. */
  readonly keep: Observable<never>;
}

const problemOf = (where: string, error: NodeJS.ErrnoException): CliError =>
  new CliError(
    error.code === 'EPIPE' ? { kind: 'reader-gone' } : { kind: 'output', where, problem: error.message },
  );

/** A sink that writes to a stream and leaves it open: nothing can be discarded. */
export const streamSink = (stream: Writable, where: string): Sink => ({
  write: (bytes) =>
    new Observable((subscriber) => {
      stream.write(bytes, (error) =>
        error ? subscriber.error(problemOf(where, error)) : subscriber.complete(),
      );
    }),
  keep: EMPTY,
});

/** Runs some work with an open sink, keeps what was written if the work succeeds, and ends. */
export const untilKept =
  <S extends Sink>(work: (sink: S) => Observable<unknown>): OperatorFunction<S, unknown> =>
  (sinks) =>
    sinks.pipe(
      exhaustMap((sink) => concat(work(sink), sink.keep).pipe(materialize())),
      dematerialize(),
    );
