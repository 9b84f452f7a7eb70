/** How HTTPS is secured. Files are certificates on the modem: `certificates.put` stores them. */
export interface TlsOptions {
  /**
   * True demands that the server is verified: the request is refused where the modem can't, or has no authority to do it
   * by. Default: verified where an authority is given, and said in the trace where none is.
   */
  readonly verify?: boolean;
  /** The certificate of the authority that the server is verified by. */
  readonly authority?: string;
  /** The client's certificate and key, for servers that ask for them. */
  readonly clientCertificate?: string;
  readonly clientKey?: string;
  /** Sends the server's name in the handshake. Default true: many servers need it. */
  readonly sni?: boolean;
  /** Checks the dates of certificates by the modem's clock. Default false: the clock may never have been set. */
  readonly checkDates?: boolean;
  /** The modem's TLS context, 0 to 9. Default 0. */
  readonly context?: number;
}
