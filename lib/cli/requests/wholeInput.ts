import { concatMap, type Observable, reduce } from 'rxjs';
import { inputOf } from './inputOf';

/** Reads a file, or with `-` the standard input, and emits its bytes once. Fails with `input`. */
export const wholeInput = (path: string): Observable<Uint8Array> =>
  inputOf(path).pipe(
    concatMap(({ chunks }) => chunks),
    reduce((all: Uint8Array, chunk) => Buffer.concat([all, chunk]), new Uint8Array(0)),
  );
