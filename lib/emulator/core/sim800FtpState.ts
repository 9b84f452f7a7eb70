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
  /** All that runs beside the line for it. */
  readonly running: Subscription;
  /** What ends it where the host does nothing. */
  alarm: Subscription | undefined;
  /** What came of the server and nobody has read. */
  unread: Uint8Array[];
  /** All bytes that came, and all that went. */
  bytes: number;
  /** `+FTPGET: 1,1` or `+FTPPUT: 1,1,n` was said. */
  isOpen: boolean;
  /** The server has no more. */
  isWhole: boolean;
  /** Nobody was told of the data that is unread. */
  isSilent: boolean;
  /** How often it was read. */
  reads: number;
  /** Most bytes of the next `FTPPUT=2,n`; 0 while it is not asked for. */
  most: number;
  /** How often it was granted data. */
  grants: number;
  /** Where uploads are put. */
  readonly upload: Subject<Uint8Array>;
}

/** What a SIM800 knows of FTP. */
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
