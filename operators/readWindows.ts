import { type Check, checkOptions, is } from '../lib/grammar/checkOptions';
import {
  concat,
  concatMap,
  defaultIfEmpty,
  defer,
  from,
  ignoreElements,
  type Observable,
  type ObservableInput,
  of,
  queueScheduler,
  subscribeOn,
} from 'rxjs';
import { ModemError } from '../lib/grammar/errors/modemError';
import { lengthOf, pacedWindow } from './pacedWindow';
import type { Chunk } from './transferEvent';
import { untilDone } from './untilDone';
import { type WindowPace, windowPace } from './windowPace';

/** How a body is cut into windows, and what takes them. */
export interface ReadWindowsOptions {
  readonly totalBytes: number;
  /** The size of a window: a number of bytes, or a pace that adapts to line and consumer (`windowPace('auto', maxBytes)`). */
  readonly windowBytes: number | WindowPace;
  /** Where to start. Default 0. */
  readonly fromByte?: number | undefined;
  /** Takes each chunk; the next window is read when it completes. Default: the subscriber takes it at once. */
  readonly into?: ((chunk: Uint8Array) => ObservableInput<unknown>) | undefined;
}

/** A pace was checked where it was made. */
const isSize: Check = (given) =>
  typeof given === 'object' && given !== null ? undefined : is.positive(given);
const CHECKS = { totalBytes: is.count, windowBytes: isSize, fromByte: is.count, into: is.call };
/** A window with less than this part of its bytes is damage, or the modem has no more at hand: smaller ones serve both. */
const SHORT = 1 / 4;

/** By the queue, as windows are read: what answers at once must not pile up on the stack. */
const deliver = (chunk: Chunk, into: (chunk: Uint8Array) => ObservableInput<unknown>): Observable<Chunk> =>
  concat(defer(() => into(chunk.bytes)).pipe(ignoreElements()), of(chunk)).pipe(subscribeOn(queueScheduler));

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
  const pace = typeof windowBytes === 'number' ? windowPace(windowBytes) : windowBytes;
  return defer(() => {
    let loaded = fromByte;
    const window = (): Observable<Chunk> => {
      const offset = loaded;
      const size = Math.min(pace.windowBytes, totalBytes - offset);
      const take = (slices: readonly Uint8Array[]): Observable<Chunk> => {
        if (lengthOf(slices) < size * SHORT) pace.report({ kind: 'damaged' });
        const chunks = chunksOf(slices, { offset, size, totalBytes });
        loaded += lengthOf(slices);
        return into ? from(chunks).pipe(concatMap((chunk) => deliver(chunk, into))) : from(chunks);
      };
      return pacedWindow(pace, () => read(offset, size).pipe(defaultIfEmpty([])), take);
    };
    return untilDone(() => loaded >= totalBytes, window).pipe(subscribeOn(queueScheduler));
  });
};

/** The chunks of a window. Fails with `length` where it is empty or too long. */
const chunksOf = (
  slices: readonly Uint8Array[],
  {
    offset,
    size,
    totalBytes,
  }: { readonly offset: number; readonly size: number; readonly totalBytes: number },
): readonly Chunk[] => {
  const got = lengthOf(slices);
  if (got === 0 || got > size)
    throw new ModemError({ kind: 'length', expectedBytes: totalBytes, gotBytes: offset + got });
  let loaded = offset;
  return slices.map((bytes) =>
    Object.freeze({ kind: 'chunk', bytes, loaded: (loaded += bytes.length), total: totalBytes }),
  );
};
