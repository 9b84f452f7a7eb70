/** A connection whose bytes the port carries in data mode. */
export interface DataCall {
  /** `ATH` ends a call, and leaves a socket. */
  readonly kind: 'call' | 'socket';
  /** Called when data mode begins, for the first time or by `ATO`. */
  readonly entered: () => void;
  /** Takes what the host sends. */
  readonly send: (bytes: Uint8Array) => void;
}
