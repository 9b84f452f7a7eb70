import {
  createWriteStream,
  openSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  catchError,
  concat,
  defer,
  EMPTY,
  type MonoTypeOperatorFunction,
  Observable,
  throwError,
} from 'rxjs';
import { CliError } from './cliError';
import type { Sink } from './sink';
import { streamSink } from './streamSink';

/** Where bytes are written, and what is to be done with it at the end. */
interface Place {
  readonly fd: number;
  readonly keep: () => void;
  readonly discard: () => void;
}

/** Tells the system's errors as failures to write there. */
const asOutput = <T>(where: string): MonoTypeOperatorFunction<T> =>
  catchError((error: unknown) => {
    const problem = error instanceof Error ? error.message : String(error);
    return throwError(() => new CliError({ kind: 'output', where, problem }));
  });

/** A temporary file beside the final one, which it replaces when all is there. */
const beside = (path: string, existing: Stats | undefined): Place => {
  const final = existing ? realpathSync(path) : path;
  const temporary = join(dirname(final), `.${basename(final)}.${process.pid}.part`);
  const fd = openSync(temporary, 'wx', existing?.mode ?? 0o666);
  return { fd, keep: () => renameSync(temporary, final), discard: () => unlinkSync(temporary) };
};

const nothing = (): void => undefined;

/** What is no regular file (a device, a pipe) is written as it stands, and never replaced. */
const place = (path: string): Place => {
  const existing = statSync(path, { throwIfNoEntry: false });
  if (existing === undefined || existing.isFile()) return beside(path, existing);
  return { fd: openSync(path, 'w'), keep: nothing, discard: nothing };
};

/**
 * A file that appears under its name only when all of it is there: it is written beside it and renamed by `keep`.
 * Subscribing opens it, leaving without `keep` removes it. Fails with `output`.
 */
export const fileSink = (path: string): Observable<Sink> =>
  defer(() => {
    const { fd, keep, discard } = place(path);
    const stream = createWriteStream(path, { fd }).on('error', nothing);
    const ended = new Observable<never>((subscriber) => {
      stream.once('close', () => subscriber.complete()).end();
    });
    return new Observable<Sink>((subscriber) => {
      let kept = false;
      const finish = defer(() => {
        keep();
        kept = true;
        return EMPTY;
      }).pipe(asOutput(path));
      subscriber.next({ write: streamSink(stream, path).write, keep: concat(ended, finish) });
      return () => {
        stream.destroy();
        if (!kept) discard();
      };
    });
  }).pipe(asOutput(path));
