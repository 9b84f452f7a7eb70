import type { Observable } from 'rxjs';
import type { Port } from '../../wire/transport';

/**
 * An open socket. The modem keeps what was received until `incoming` has a reader. `incoming` completes when the far end has
 * closed the connection and all bytes were read; it fails where the connection is lost.
 */
export interface SocketPort extends Port {
  /** While this is subscribed to, no more bytes are read from the modem: for readers that are slower than the line. */
  readonly hold: Observable<never>;
}

/** A way to a far end: subscribing connects and emits the socket once, unsubscribing closes it. */
export type SocketTransport = Observable<SocketPort>;
