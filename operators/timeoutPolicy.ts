/** Time limits of a flow, in milliseconds. Omitted or `Infinity` means no limit. */
export interface TimeoutPolicy {
  /** To the first event. */
  readonly firstMs?: number | undefined;
  /** Between two events. */
  readonly eachMs?: number | undefined;
  /** To the end. */
  readonly totalMs?: number | undefined;
}

/** The longest time that a timer takes, almost 25 days; Node's timers fire at once beyond it. */
export const maxTimerMs = 2 ** 31 - 1;
