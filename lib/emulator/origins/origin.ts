import type { Observable } from 'rxjs';

/** A request of the virtual modem to the network. */
export interface OriginRequest {
  readonly method: 'GET' | 'POST' | 'HEAD' | 'DELETE' | 'PUT';
  /** Absolute, with its scheme. */
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  /** True if the modem is configured to verify the server's certificate. */
  readonly verifies?: boolean;
  /** The CA's certificate for that, and the modem's own certificate and key, as stored. */
  readonly authority?: Uint8Array;
  readonly clientCertificate?: Uint8Array;
  readonly clientKey?: Uint8Array;
  /** False if the handshake does not name the server (no SNI). */
  readonly namesServer?: boolean;
  /** The proxy that the modem is configured to use. */
  readonly proxy?: { readonly host: string; readonly port: number };
}

/** The response of the network. */
export interface OriginResponse {
  readonly status: number;
  readonly reason?: string | undefined;
  /** In the order in which they came, with their spelling. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/**
 * The network that the virtual modem reaches. It emits one response or fails with `OriginFailure`;
 * unsubscribing aborts the request.
 */
export type Origin = (request: OriginRequest) => Observable<OriginResponse>;

/** What can go wrong on the way to a server. */
export type OriginFailureKind = 'dns' | 'connect' | 'network' | 'timeout' | 'tls' | 'closed';

/**
 * A failure of an origin. The virtual modem reports it by its family's own code; it never leaves the emulator.
 *
 *     throwError(() => new OriginFailure('dns'))     SIM800 603, A7600 713
 */
export class OriginFailure extends Error {
  override readonly name = 'OriginFailure';

  constructor(readonly kind: OriginFailureKind) {
    super(`the simulated network failed: ${kind}`);
  }
}
