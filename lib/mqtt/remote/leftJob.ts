/** What became of a flow that was left before its end. */
export interface LeftJob {
  readonly job: string;
  /** The gateway that had it, and the modem; nothing where none had taken it. */
  readonly gateway: string | undefined;
  readonly modem: string | undefined;
  /**
   * `cancelled`: the modem has heard of it, and was taken leave of. `done`, `failed`: it had ended meanwhile. `unconfirmed`:
   * nobody answered in time; it stands at the broker that it is wanted no more.
   */
  readonly outcome: 'cancelled' | 'done' | 'failed' | 'unconfirmed';
}
