import type { HttpHead } from '../lib/grammar/errors/httpHead';
import type { Reason } from '../lib/grammar/errors/reason';

/** Some bytes of a body, as they came. */
export interface Chunk {
  readonly kind: 'chunk';
  readonly bytes: Uint8Array;
  /** Bytes so far, these included. */
  readonly loaded: number;
  /** Bytes in all; `undefined` when the server does not say. */
  readonly total: number | undefined;
}

/** Some bytes of a request's body have reached the modem. */
export interface Sent {
  readonly kind: 'sent';
  readonly loaded: number;
  readonly total: number;
}

/** The response's start. */
export interface Head extends HttpHead {
  readonly kind: 'head';
}

/** The connection was lost, and the transfer resumed where it had stopped. */
export interface Resumed {
  readonly kind: 'resumed';
  /** Bytes that had come before. */
  readonly offset: number;
  /** Why the connection was lost. */
  readonly reason: Reason;
}

/** What the modem is doing with a request that was sent, if its family reports it. */
export interface Working {
  readonly kind: 'working';
  readonly state: 'idle' | 'receiving' | 'sending';
  /** Bytes that are done, and bytes that remain. */
  readonly finished: number;
  readonly remaining: number;
}

/** The body was stored in a file of the modem. */
export interface Stored {
  readonly kind: 'stored';
  readonly file: string;
  readonly length: number;
}

/** What a transfer emits; `kind` says which event it is. */
export type TransferEvent = Head | Chunk | Sent | Working | Stored | Resumed;
