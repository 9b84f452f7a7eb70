import type { Subject, Subscription } from 'rxjs';

/** Which command began a session. */
export type FtpKind =
  | '+FTPGET'
  | '+FTPPUT'
  | '+FTPLIST'
  | '+FTPDELE'
  | '+FTPSIZE'
  | '+FTPMKD'
  | '+FTPRMD'
  | '+FTPEXTGET'
  | '+FTPGETTOFS'
  | '+FTPPUTFRMFS';

/** An FTP session of a SIM800: one at a time, from the command that begins it to its last URC. */
export interface FtpRun {
  readonly kind: FtpKind;
  /** Its work beside the command line. */
  readonly running: Subscription;
  /** The timer that ends it if the host stays idle. */
  alarm: Subscription | undefined;
  /** Bytes from the server that the host has not read. */
  unread: Uint8Array[];
  /** Bytes received or sent so far. */
  bytes: number;
  /** `+FTPGET: 1,1` or `+FTPPUT: 1,1,n` was said. */
  isOpen: boolean;
  /** The server has no more. */
  isWhole: boolean;
  /** No URC has announced the unread data yet. */
  isSilent: boolean;
  /** How often it was read. */
  reads: number;
  /** Limit of the next `FTPPUT=2,n` in bytes; 0 while none may come. */
  maxBytes: number;
  /** How often `FTPPUT=2,n` was granted. */
  grants: number;
  /** The bytes of an upload. */
  readonly upload: Subject<Uint8Array>;
}

/** The FTP state of a SIM800. */
export interface FtpSim800 {
  /** Values by the name of the command that sets them: `+FTPSERV`. */
  readonly parameters: Map<string, unknown>;
  run: FtpRun | undefined;
  /** What FTPEXTPUT or FTPFILEPUT keeps for the next FTPPUT=1. */
  staged: { readonly by: 'FTPEXTPUT' | 'FTPFILEPUT'; bytes: Uint8Array } | undefined;
  /** What FTPEXTGET keeps. */
  kept: Uint8Array | undefined;
}

/** Nothing set, nothing open. */
export const freshFtp = (): FtpSim800 => ({
  parameters: new Map(),
  run: undefined,
  staged: undefined,
  kept: undefined,
});
