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

/** Tells the system's errors as failures to write there. */
const asOutput = <T>(where: string): MonoTypeOperatorFunction<T> =>
  catchError((error: unknown) => {
    if (error instanceof CliError) return throwError(() => error);
    const problem = error instanceof Error ? error.message : String(error);
    return throwError(() => new CliError({ kind: 'output', where, problem }));
  });

/** Where bytes are written, and what is to be done with it at the end. */
interface Place {
  readonly fd: number;
  readonly keep: () => void;
  readonly discard: () => void;
}

/** Makes a sink of an open place. Leaving it closes it, and without `keep` discards it. */
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

/** A sink that has something already. */
export interface ResumedSink extends Sink {
  /** How many bytes. */
  readonly fromByte: number;
}

const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;

/**
 * A file that is written on behind what it has; whatever came stays, so that the next run goes on there. One that was not
 * there, and got nothing, is removed again. Fails with `output`.
 */
export const resumingSink = (path: string): Observable<ResumedSink> =>
  defer(() => {
    const isNew = !exists(path);
    const fd = openSync(path, 'a');
    const found = fstatSync(fd);
    if (!found.isFile()) {
      closeSync(fd);
      throw new CliError({ kind: 'output', where: path, problem: 'it is no file that has a length' });
    }
    const discard = (): void => {
      if (isNew && statSync(path, { throwIfNoEntry: false })?.size === 0) unlinkSync(path);
    };
    return placeSink(path, { fd, keep: nothing, discard }).pipe(
      map((sink) => ({ ...sink, fromByte: found.size })),
    );
  }).pipe(asOutput(path));

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
  defer(() => placeSink(path, place(path))).pipe(asOutput(path));
