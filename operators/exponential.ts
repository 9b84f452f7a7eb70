/**
 * A delay that doubles with every try: a pure function from the number of the try (1, 2, 3 …) to milliseconds.
 *
 *     exponential({ fromMs: 500, upToMs: 10_000 })    500, 1000, 2000, 4000, 8000, 10000, 10000 …
 */
export const exponential =
  ({ fromMs, upToMs }: { readonly fromMs: number; readonly upToMs: number }) =>
  (attempt: number): number =>
    Math.min(upToMs, fromMs * 2 ** (attempt - 1));
