import type { Command } from '../grammar/command';

/**
 * What crosses the port, both ways, in one order. A line's meaning depends on what crossed before it and on nothing else,
 * so this is the library's first stream, and nothing is written that is not first in it.
 */
export type Traffic =
  /** A command, as it is about to be written. From here on the line is its own. */
  | { readonly kind: 'said'; readonly command: Command }
  /** Data that the modem asked for, as it is about to be written. */
  | { readonly kind: 'gave'; readonly bytes: Uint8Array }
  /** Bytes that came. */
  | { readonly kind: 'heard'; readonly bytes: Uint8Array }
  /** The modem has been silent for long: the rest of a text that has no end was lost. */
  | { readonly kind: 'paused' }
  /** The open command is given up: no reader waits for it. */
  | { readonly kind: 'dropped' };
