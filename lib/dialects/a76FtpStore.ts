import type { A76FtpStaging } from './a76FtpStaging';
import type { Debts } from './debts';
import type { FilesDialect } from './filesDialect';

/** What FTP needs of the A76XX's own files: them, those that stand in for the server's, and what is owed at a session's end. */
export interface A76FtpStore {
  readonly files: FilesDialect;
  readonly staging: A76FtpStaging;
  readonly debts: Debts;
}
