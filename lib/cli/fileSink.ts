import { openSync, realpathSync, renameSync, type Stats, statSync, unlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { defer, type Observable } from 'rxjs';
import { asOutput } from './asOutput';
import { type Place, placeSink } from './placeSink';
import type { Sink } from './sink';

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
