import { checkOptions, is } from '../lib/grammar/checkOptions';
import {
  concat,
  concatMap,
  defaultIfEmpty,
  defer,
  EMPTY,
  expand,
  from,
  ignoreElements,
  type Observable,
  type ObservableInput,
  of,
  queueScheduler,
  subscribeOn,
  throwError,
} from 'rxjs';
import { ModemError } from '../lib/grammar/errors/modemError';
import type { Chunk } from './transferEvent';

/** How a body is cut into windows, and what takes them. */
export interface ReadWindowsOptions {
  readonly totalBytes: number;
  readonly windowBytes: number;
  /** Where to start. Default 0. */
  readonly fromByte?: number | undefined;
  /** Takes each chunk; the next window is read when it completes. Default: the subscriber takes it at once. */
  readonly into?: ((chunk: Uint8Array) => ObservableInput<unknown>) | undefined;
}

const CHECKS = { totalBytes: is.count, windowBytes: is.positive, fromByte: is.count, into: is.call };

/** Chunks that were taken: a window's all at once, or one where a sink takes each. */
type Taken = readonly Chunk[];

/** Marks the end of a window on its way through `expand`; it is not emitted. */
interface Mark {
  readonly kind: 'mark';
  readonly loaded: number;
}

/** By the queue, as the windows below: what answers at once must not pile up on the stack. */
const deliver = (chunk: Chunk, into: (chunk: Uint8Array) => ObservableInput<unknown>): Observable<Taken> =>
  concat(defer(() => into(chunk.bytes)).pipe(ignoreElements()), of([chunk])).pipe(
    subscribeOn(queueScheduler),
  );

/**
 * Reads a body window by window: RxJS has no demand signal, so the next window is read only when the consumer's sink has
 * taken the last one. Memory use does not grow with the body.
 *
 *     read(0, 4)   --w|             w: [abc, d]
 *     read(4, 4)        --x|        x: [ef]         a short window does not end the body
 *     result       --(cc)--(c|)
 *
 * `read` emits one window, as the slices that came. Fails with `length` when a window is empty, or longer than requested,
 * before the total is reached; with `invalid-argument` for an option that is none; with the errors of `read` and of `into`.
 */
export const readWindows = (
  read: (offset: number, size: number) => Observable<readonly Uint8Array[]>,
  options: ReadWindowsOptions,
): Observable<Chunk> => {
  const { totalBytes, windowBytes, fromByte = 0, into } = checkOptions(options, CHECKS);
  const chunkOf = (bytes: Uint8Array, loaded: number): Chunk =>
    Object.freeze({ kind: 'chunk', bytes, loaded, total: totalBytes });
  const take = (slices: readonly Uint8Array[], offset: number, size: number): Observable<Taken | Mark> => {
    const got = slices.reduce((sum, { length }) => sum + length, 0);
    if (got === 0 || got > size) {
      return throwError(
        () => new ModemError({ kind: 'length', expectedBytes: totalBytes, gotBytes: offset + got }),
      );
    }
    let loaded = offset;
    const chunks = slices.map((bytes) => chunkOf(bytes, (loaded += bytes.length)));
    const delivered = into ? from(chunks).pipe(concatMap((chunk) => deliver(chunk, into))) : of(chunks);
    return concat(delivered, of<Mark>({ kind: 'mark', loaded }));
  };
  const window = (offset: number): Observable<Taken | Mark> => {
    const size = Math.min(windowBytes, totalBytes - offset);
    if (size <= 0) return EMPTY;
    return defer(() => read(offset, size)).pipe(
      defaultIfEmpty([]),
      concatMap((slices) => take(slices, offset, size)),
      subscribeOn(queueScheduler),
    );
  };
  return window(fromByte).pipe(
    expand((item) => ('kind' in item ? window(item.loaded) : EMPTY)),
    concatMap((item) => ('kind' in item ? EMPTY : item)),
  );
};
