import type { FtpFailureKind } from './ftpOrigin';

/** Tells an FTP server's failure to the virtual modem, which turns it into its family's own code. */
export class FtpFailure extends Error {
  override readonly name = 'FtpFailure';

  constructor(readonly kind: FtpFailureKind) {
    super(`the FTP server behind the modem failed: ${kind}`);
  }
}
