import { accessSync, constants, createReadStream, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { concat, defer, EMPTY, map, Observable, of, reduce, tap, throwError } from 'rxjs';
import type { StreamedBody } from 'rxmodem';
import { CliError } from '../errors/cliError';

/** Where the length must be found out by reading, no more is read: it is more than any modem takes. */
const MAX_UNMEASURED_BYTES = 1_048_576;
const STDIN = 'the standard input';

const unreadable = (where: string, problem: string): CliError =>
  new CliError({ kind: 'input', where, problem });

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

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
    message: `${where} has more than ${MAX_UNMEASURED_BYTES} bytes, which no modem takes at once; send it in parts`,
  });

/** Reads all of it first: a modem is told the length before the bytes. */
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

/** A file as it is read, for each try anew. One that got shorter meanwhile fails at once, before the modem waits for more. */
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
  // A pipe or device has no length to tell.
  if (!found.isFile()) return readWhole(path, () => createReadStream(path));
  accessSync(path, constants.R_OK);
  const { size: length } = found;
  return of({ length, chunks: fileChunks(path, length) });
};

/** Opens what is to be sent: a file, streamed, or with `-` the standard input, read to its end. Fails with `input`. */
export const inputOf = (path: string): Observable<StreamedBody> =>
  defer(() => {
    if (path === '-') return readWhole(STDIN, () => process.stdin);
    try {
      return fileOf(path);
    } catch (error) {
      throw error instanceof CliError ? error : unreadable(path, wordsOf(error));
    }
  });
