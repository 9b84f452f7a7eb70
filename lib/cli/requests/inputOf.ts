import { accessSync, constants, createReadStream, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { concat, defer, EMPTY, map, Observable, of, reduce, tap, throwError } from 'rxjs';
import type { StreamedBody } from 'rxmodem';
import { CliError } from '../errors/cliError';
import { wordsOf } from '../errors/wordsOf';

/** Limit for input of unknown length, which is read into memory. No modem accepts more. */
const MAX_UNMEASURED_BYTES = 1_048_576;
const STDIN = 'the standard input';

const unreadable = (where: string, problem: string): CliError =>
  new CliError({ kind: 'input', where, problem });

const chunksOf = (where: string, open: () => Readable): Observable<Uint8Array> =>
  new Observable((subscriber) => {
    const stream = open()
      .on('data', (bytes: Buffer) => subscriber.next(bytes))
      .on('error', (error) => subscriber.error(unreadable(where, error.message)))
      .on('end', () => subscriber.complete());
    return () => stream.destroy();
  });

const tooMuch = (where: string): CliError =>
  new CliError({
    kind: 'usage',
    message: `${where} has more than ${MAX_UNMEASURED_BYTES} bytes, which no modem accepts at once; send it in parts`,
  });

/** Reads everything first: a modem needs the length before the bytes. */
const readWhole = (where: string, open: () => Readable): Observable<StreamedBody> => {
  let size = 0;
  return chunksOf(where, open).pipe(
    tap(({ length }) => {
      size += length;
      if (size > MAX_UNMEASURED_BYTES) throw tooMuch(where);
    }),
    reduce((parts: readonly Uint8Array[], part) => [...parts, part], []),
    map((parts) => ({ length: size, chunks: of<Uint8Array>(Buffer.concat(parts)) })),
  );
};

/** Reads a file, again for each attempt. A file that became shorter fails at once, before the modem waits for the missing bytes. */
const fileChunks = (path: string, length: number): Observable<Uint8Array> =>
  defer(() => {
    if (length === 0) return EMPTY;
    let loaded = 0;
    const shorter = () => unreadable(path, `it had ${length} bytes, and now only ${loaded}`);
    return concat(
      chunksOf(path, () => createReadStream(path, { end: length - 1 })).pipe(
        tap((chunk) => (loaded += chunk.length)),
      ),
      defer(() => (loaded < length ? throwError(shorter) : EMPTY)),
    );
  });

const fileOf = (path: string): Observable<StreamedBody> => {
  const found = statSync(path);
  if (found.isDirectory()) throw unreadable(path, 'it is a directory');
  // A pipe or a device has no length.
  if (!found.isFile()) return readWhole(path, () => createReadStream(path));
  accessSync(path, constants.R_OK);
  const { size: length } = found;
  return of({ length, chunks: fileChunks(path, length) });
};

/** Opens the input: a file, which is streamed, or with `-` the standard input, which is read to its end. Fails with `input`. */
export const inputOf = (path: string): Observable<StreamedBody> =>
  defer(() => {
    if (path === '-') return readWhole(STDIN, () => process.stdin);
    try {
      return fileOf(path);
    } catch (error) {
      throw error instanceof CliError ? error : unreadable(path, wordsOf(error));
    }
  });
