import type { Observable } from 'rxjs';
import type { Traffic } from './traffic';

/** What is written to a port: a command, or data that the modem asked for. */
export type Written = Extract<Traffic, { readonly kind: 'said' | 'gave' }>;

/** An open port: bytes come, bytes go. */
export interface Port {
  /** What it is, for errors: a device path, `tcp://host:port`, `emulator`. */
  readonly name: string;
  /** Bytes as they come. Completes, or fails with `closed`, when the port goes away. Listen before you write. */
  readonly incoming: Observable<Uint8Array>;
  /**
   * Writes when subscribed to; completes when the bytes were taken. The bytes may not be changed before that. `what` says
   * what they are, for those who write it down.
   */
  readonly write: (bytes: Uint8Array, what?: Written) => Observable<never>;
  /**
   * Fails where the port is to be left though it works, as when its recording can't be written: `openModem` fails with that
   * error, and winds the modem up. Missing: never.
   */
  readonly trouble?: Observable<never>;
  /**
   * Whether windows of `'auto'` keep the size that they begin with: a conversation that is recorded, or played back, may not
   * depend on how fast the line was. Missing: they adapt.
   */
  readonly hasSteadyWindows?: boolean;
}

/**
 * A way to a modem: subscribing opens the port and emits it once, unsubscribing closes it. Fails with `port` where it can't
 * be opened. It does not complete while the port is open.
 */
export type Transport = Observable<Port>;
