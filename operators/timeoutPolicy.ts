/** Time limits of a flow, in milliseconds. Omitted or `Infinity` means no limit. */
export interface TimeoutPolicy {
  /** To the first event. */
  readonly firstMs?: number;
  /** Between two events. */
  readonly eachMs?: number;
  /** To the end. */
  readonly totalMs?: number;
}

/** The longest time that a timer takes, almost 25 days; Node's timers fire at once beyond it. */
export const maxTimerMs = 2 ** 31 - 1;
