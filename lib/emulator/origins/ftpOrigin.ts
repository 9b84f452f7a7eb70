import type { Observable } from 'rxjs';

/** The server and account that a virtual modem connects to. */
export interface FtpLogin {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly mode: 'passive' | 'active';
  readonly tls: 'none' | 'implicit' | 'explicit';
}

/** What can go wrong between modem and FTP server. */
export type FtpFailureKind =
  'dns' | 'connect' | 'network' | 'timeout' | 'closed' | 'user' | 'password' | 'missing' | 'refused' | 'tls';

/** A session with a server. Each member works when subscribed to; unsubscribing aborts it. Errors are `FtpFailure`. */
export interface FtpSession {
  /** The bytes of a file from an offset on, in chunks. */
  readonly get: (path: string, fromByte: number) => Observable<Uint8Array>;
  /** Stores what comes, at the file's start, at its end, or under a name of the server's (STOU). */
  readonly put: (
    path: string,
    how: 'STOR' | 'APPE' | 'STOU',
    chunks: Observable<Uint8Array>,
  ) => Observable<never>;
  /** The server's own text of a directory. */
  readonly list: (path: string) => Observable<string>;
  readonly size: (path: string) => Observable<number>;
  readonly remove: (path: string) => Observable<never>;
  readonly makeDirectory: (path: string) => Observable<never>;
  readonly removeDirectory: (path: string) => Observable<never>;
}

/** The FTP servers that the virtual modem reaches: emits one session after login; unsubscribing ends it. */
export type FtpOrigin = (login: FtpLogin) => Observable<FtpSession>;

/** A failure of an FTP server. The virtual modem reports it by its family's own code. */
export class FtpFailure extends Error {
  override readonly name = 'FtpFailure';

  constructor(readonly kind: FtpFailureKind) {
    super(`the FTP server behind the modem failed: ${kind}`);
  }
}
