import { concatMap, defer, EMPTY, type MonoTypeOperatorFunction, of } from 'rxjs';

/** Leaves out the first so many bytes of a body. */
export const skipBytes =
  (count: number): MonoTypeOperatorFunction<Uint8Array> =>
  (chunks) =>
    defer(() => {
      let left = count;
      return chunks.pipe(
        concatMap((chunk) => {
          const skipped = Math.min(left, chunk.length);
          left -= skipped;
          return skipped === chunk.length ? EMPTY : of(chunk.subarray(skipped));
        }),
      );
    });
