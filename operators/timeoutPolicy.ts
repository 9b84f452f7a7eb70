/** Time limits of a flow. A missing one does not limit, nor does `Infinity`. */
export interface TimeoutPolicy {
  /** To the first event. */
  readonly firstMs?: number;
  /** Between two events. */
  readonly eachMs?: number;
  /** To the end. */
  readonly totalMs?: number;
}

/** What a timer holds, almost 25 days: beyond, Node's fire at once. Whoever asks for more means "for ever". */
export const maxTimerMs = 2 ** 31 - 1;
