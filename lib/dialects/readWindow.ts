import type { Response } from '../../operators/response';

/** A window of a body or a file: the slices that came. */
export interface ReadWindow {
  readonly slices: readonly Uint8Array[];
  /** True where one block came, and no line that nothing explains: then no block can have been lost among others. */
  readonly isPlain: boolean;
  /** How long the longest block was. Default: as long as the window. */
  readonly blockBytes?: number;
}

/** Makes a window of the response that brought it. */
export const readWindow = ({
  payload,
  lines,
  values,
}: Pick<Response<{ readonly length: number }>, 'payload' | 'lines' | 'values'>): ReadWindow => ({
  slices: payload,
  blockBytes: Math.max(0, ...values.map(({ length }) => length)),
  isPlain: values.filter(({ length }) => length > 0).length === 1 && lines.length === values.length,
});

/**
 * Compares readings of the same window: two agree where one begins with all of the other. Some firmware gives as much as it
 * has at hand, another time more; a lost block shows, since the bytes behind it move.
 *
 *     abc, then abcde    agree          abcghi, then abcdef    do not
 */
export const agreement = (): ((bytes: Uint8Array) => boolean) => {
  let before: Uint8Array | undefined;
  return (bytes) => {
    const known = before;
    before = bytes;
    return known !== undefined && known.every((byte, at) => at >= bytes.length || byte === bytes[at]);
  };
};
