/** Time limits of a flow. A missing one does not limit, nor does `Infinity`. */
export interface TimeoutPolicy {
  /** To the first event. */
  readonly firstMs?: number;
  /** Between two events. */
  readonly eachMs?: number;
  /** To the end. */
  readonly totalMs?: number;
}
