import type { Command } from '../grammar/command';

/** How a family carries several channels on one port (27.010, basic option), as data. */
export interface MuxDialect {
  /** Enters the multiplexer: `AT+CMUX=0`. */
  readonly enter: Command;
  /** Longest data of a frame, N1: neither side sends more. */
  readonly maxFrameBytes: number;
  /** How long the modem reads no frame behind its `OK`, in milliseconds. Default 0. */
  readonly settleMs?: number;
  /** Channels for data, from 1 on. */
  readonly channels: number;
  /**
   * Chooses the channel that carries URCs, where the family can (`AT+CATR`); `all` is what the family starts with. Missing:
   * URCs come on every channel that is open.
   */
  readonly urcsOn?: (channel: number | 'all') => Command;
}
