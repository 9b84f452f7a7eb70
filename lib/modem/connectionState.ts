/** Whether a modem can be spoken with. */
export interface ConnectionState {
  /** True from its bring-up on, until its port goes away. */
  readonly isUp: boolean;
  /**
   * How often it was brought up or restarted. Where this grows, what you set on it (`AT+CREG=1`, `AT+CNMI` …) may be gone: say
   * it again.
   */
  readonly starts: number;
}
