import type { Observable } from 'rxjs';

/** What can go wrong between the modem and a peer. */
export type SocketFailureKind = 'dns' | 'refused' | 'network' | 'timeout' | 'tls' | 'reset';

/** An address and a port. */
export interface SocketAddress {
  readonly address: string;
  readonly port: number;
}

/** How the modem ends TLS itself. Certificates are as they are stored in the modem. */
export interface SocketTls {
  readonly verifies: boolean;
  /** False if the handshake does not name the server (no SNI). */
  readonly namesServer: boolean;
  readonly authority?: Uint8Array;
  readonly clientCertificate?: Uint8Array;
  readonly clientKey?: Uint8Array;
}

/** Where the modem connects to. */
export interface SocketTarget {
  /** A name or an address. */
  readonly host: string;
  readonly port: number;
  /** Missing for plain TCP. */
  readonly tls?: SocketTls;
}

/** A TCP connection, or a TLS connection on one. */
export interface SocketStream {
  readonly remote: SocketAddress;
  /** The peer’s bytes, from the first on; completes when the peer closes; errors are `SocketFailure`. One subscriber. */
  readonly incoming: Observable<Uint8Array>;
  /** Whether the peer may send now. A peer that may not is held back as a full TCP window does. */
  readonly flow: (isOpen: boolean) => void;
  /** Sends bytes; completes when the peer acknowledged them. */
  readonly write: (bytes: Uint8Array) => Observable<never>;
}

/** A datagram and whom it is from, or for. */
export interface Datagram extends SocketAddress {
  readonly bytes: Uint8Array;
}

/** A UDP port of the modem. */
export interface DatagramPort {
  readonly incoming: Observable<Datagram>;
  /** Sends a datagram to a name or an address; completes when it left. */
  readonly send: (
    bytes: Uint8Array,
    to: { readonly host: string; readonly port: number },
  ) => Observable<never>;
}

/** The reply to an echo request. */
export interface Echo {
  readonly roundTripMs: number;
  readonly ttl: number;
}

/**
 * The peers that the virtual modem's sockets reach. Everything works when subscribed to; errors are `SocketFailure`.
 * Unsubscribing from a connection closes it.
 */
export interface SocketOrigin {
  /** The addresses of a host, at least one. */
  readonly resolve: (host: string) => Observable<readonly string[]>;
  /** Connects, emits the stream once and does not complete. */
  readonly connect: (target: SocketTarget) => Observable<SocketStream>;
  /** Opens a UDP port, any free one for 0; emits once and does not complete. */
  readonly bind: (port: number) => Observable<DatagramPort>;
  /** Listens on a TCP port and emits each client; unsubscribing closes the port, not its clients. */
  readonly listen: (port: number) => Observable<SocketClient>;
  /** One echo request to an address; completes without a value where no reply comes. */
  readonly ping: (address: string, sizeBytes: number) => Observable<Echo>;
}

/** A client of a listening port. */
export interface SocketClient {
  readonly remote: SocketAddress;
  /** Takes the client: emits its stream once; unsubscribing closes the connection. */
  readonly accepted: Observable<SocketStream>;
  /** Turns the client away. */
  readonly reject: () => void;
}

/**
 * A failure of a connection. The virtual modem reports it by its family's own words; it never leaves the emulator.
 *
 *     throwError(() => new SocketFailure('refused'))     SIM800 CONNECT FAIL, A7600 +CIPOPEN: 0,1
 */
export class SocketFailure extends Error {
  override readonly name = 'SocketFailure';

  constructor(readonly kind: SocketFailureKind) {
    super(`the peer behind the modem failed: ${kind}`);
  }
}
