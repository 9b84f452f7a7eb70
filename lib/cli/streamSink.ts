import type { Writable } from 'node:stream';
import { EMPTY, Observable } from 'rxjs';
import { CliError } from './cliError';
import type { Sink } from './sink';

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
