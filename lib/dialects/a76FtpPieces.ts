import { concat, concatMap, defer, from, type Observable, of } from 'rxjs';

/**
 * Cuts a stream of chunks into pieces of so many bytes; only the last may be shorter.
 *
 *     chunks   --abc--de--fg-|
 *     pieces   ----------ab?..          a76FtpPieces(2): ab, cd, ef, g
 */
export const a76FtpPieces =
  (most: number) =>
  (chunks: Observable<Uint8Array>): Observable<Uint8Array> =>
    defer(() => {
      let kept = new Uint8Array(0);
      const cut = (chunk: Uint8Array): readonly Uint8Array[] => {
        const all = new Uint8Array(kept.length + chunk.length);
        all.set(kept);
        all.set(chunk, kept.length);
        const count = Math.floor(all.length / most);
        kept = all.slice(count * most);
        return Array.from({ length: count }, (_, at) => all.subarray(at * most, (at + 1) * most));
      };
      const rest = defer(() => (kept.length > 0 ? of(kept) : from([])));
      return concat(chunks.pipe(concatMap((chunk) => from(cut(chunk)))), rest);
    });
