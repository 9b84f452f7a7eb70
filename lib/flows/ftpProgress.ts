/** How far a transfer is, and whether it can go on from there. */
export interface FtpProgress {
  /** Bytes that were emitted, or that the server has. */
  readonly loaded: number;
  /** Something was transferred: what follows is no first try. */
  readonly isBegun: boolean;
  readonly mayGoOn: boolean;
}
