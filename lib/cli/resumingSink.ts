import { closeSync, fstatSync, openSync, statSync, unlinkSync } from 'node:fs';
import { defer, map, type Observable } from 'rxjs';
import { asOutput } from './asOutput';
import { CliError } from './cliError';
import { placeSink } from './placeSink';
import type { Sink } from './sink';

/** A sink that has something already. */
export interface ResumedSink extends Sink {
  /** How many bytes. */
  readonly fromByte: number;
}

const nothing = (): void => undefined;

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
