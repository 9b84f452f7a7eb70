import {
  openSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  createWriteStream,
  closeSync,
  fstatSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  defer,
  Observable,
  concat,
  EMPTY,
  catchError,
  type MonoTypeOperatorFunction,
  throwError,
  map,
} from 'rxjs';
import { type Sink, streamSink } from './sink';
import { CliError } from '../errors/cliError';
import { wordsOf } from '../errors/wordsOf';

/** Turns the system's errors into `output` failures. */
const asOutput = <T>(where: string): MonoTypeOperatorFunction<T> =>
  catchError((error: unknown) => {
    if (error instanceof CliError) return throwError(() => error);
    const problem = wordsOf(error);
    return throwError(() => new CliError({ kind: 'output', where, problem }));
  });

/** An open file, and how to keep or discard it at the end. */
interface Place {
  readonly fd: number;
  readonly keep: () => void;
  readonly discard: () => void;
}

/** A sink that writes to an open file. Unsubscribing closes it and, without `keep`, discards it. */
const placeSink = (path: string, { fd, keep, discard }: Place): Observable<Sink> => {
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
};

/** A sink that continues a file. */
export interface ResumedSink extends Sink {
  /** How many bytes the file has already. */
  readonly fromByte: number;
}

const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;

/**
 * A file that is continued at its end. What was written stays, so that the next run continues there. A new file that
 * stays empty is removed. Fails with `output`.
 */
export const resumingSink = (path: string): Observable<ResumedSink> =>
  defer(() => {
    const isNew = !exists(path);
    const fd = openSync(path, 'a');
    const found = fstatSync(fd);
    if (!found.isFile()) {
      closeSync(fd);
      throw new CliError({ kind: 'output', where: path, problem: 'it is not a regular file' });
    }
    const discard = (): void => {
      if (isNew && statSync(path, { throwIfNoEntry: false })?.size === 0) unlinkSync(path);
    };
    return placeSink(path, { fd, keep: nothing, discard }).pipe(
      map((sink) => ({ ...sink, fromByte: found.size })),
    );
  }).pipe(asOutput(path));

/** A temporary file beside the final one, which it replaces when complete. */
const beside = (path: string, existing: Stats | undefined): Place => {
  const final = existing ? realpathSync(path) : path;
  const temporary = join(dirname(final), `.${basename(final)}.${process.pid}.part`);
  const fd = openSync(temporary, 'wx', existing?.mode ?? 0o666);
  return { fd, keep: () => renameSync(temporary, final), discard: () => unlinkSync(temporary) };
};

const nothing = (): void => undefined;

/** A device or a pipe is written directly and never replaced. */
const place = (path: string): Place => {
  const existing = statSync(path, { throwIfNoEntry: false });
  if (existing === undefined || existing.isFile()) return beside(path, existing);
  return { fd: openSync(path, 'w'), keep: nothing, discard: nothing };
};

/**
 * A file that appears under its name only when complete: it is written to a temporary file, which `keep` renames.
 * Subscribing opens it, unsubscribing without `keep` removes it. Fails with `output`.
 */
export const fileSink = (path: string): Observable<Sink> =>
  defer(() => placeSink(path, place(path))).pipe(asOutput(path));
