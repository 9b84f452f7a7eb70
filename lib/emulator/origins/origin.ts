import type { Observable } from 'rxjs';

/** What the virtual modem asks of the network. */
export interface OriginRequest {
  readonly method: 'GET' | 'POST' | 'HEAD' | 'DELETE' | 'PUT';
  /** Absolute, with its scheme. */
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  /** True where the modem was told to verify the server's certificate. */
  readonly verifies?: boolean;
  /** The authority's certificate that it was given for that, and its own with its key, as they were stored. */
  readonly authority?: Uint8Array;
  readonly clientCertificate?: Uint8Array;
  readonly clientKey?: Uint8Array;
  /** False where the server's name is not told in the handshake. */
  readonly namesServer?: boolean;
  /** The proxy that the modem was told to ask. */
  readonly proxy?: { readonly host: string; readonly port: number };
}

/** What the network gives back. */
export interface OriginResponse {
  readonly status: number;
  readonly reason?: string;
  /** In the order in which they came, with their spelling. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/**
 * The network behind the virtual modem: a port of its own. It emits one response or fails with `OriginFailure`;
 * unsubscribing aborts the request.
 */
export type Origin = (request: OriginRequest) => Observable<OriginResponse>;

/** What can go wrong on the way to a server. */
export type OriginFailureKind = 'dns' | 'connect' | 'network' | 'timeout' | 'tls' | 'closed';

/**
 * Tells an origin's failure to the virtual modem, which turns it into its family's own code. It never leaves the emulator.
 *
 *     throwError(() => new OriginFailure('dns'))     SIM800 603, A7600 713
 */
export class OriginFailure extends Error {
  override readonly name = 'OriginFailure';

  constructor(readonly kind: OriginFailureKind) {
    super(`the simulated network failed: ${kind}`);
  }
}
