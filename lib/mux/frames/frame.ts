/** What a frame is for (27.010 § 5.2.1.3). */
export type FrameType =
  /** Opens a channel; channel 0 opens the multiplexer. */
  | 'sabm'
  /** Agrees to `sabm` or `disc`. */
  | 'ua'
  /** Refuses: the channel is not open. */
  | 'dm'
  /** Closes a channel. */
  | 'disc'
  /** Carries data; its check sum covers the header only. */
  | 'uih'
  /** Carries data; its check sum covers the data too. */
  | 'ui';

/** A frame of 27.010, basic option. */
export interface Frame {
  /** The channel: 0 controls the multiplexer, 1 to 61 carry data. */
  readonly channel: number;
  readonly type: FrameType;
  /** The C/R bit: set in commands of the side that opened the multiplexer, and in the answers of the other side. */
  readonly command: boolean;
  /** The P/F bit: asks for an answer at once, or says that this is one. */
  readonly poll: boolean;
  readonly bytes: Uint8Array;
}

/** Control octets without the P/F bit (27.010 table 2). */
export const FRAME_CODES: Readonly<Record<FrameType, number>> = Object.freeze({
  sabm: 0x2f,
  ua: 0x63,
  dm: 0x0f,
  disc: 0x43,
  uih: 0xef,
  ui: 0x03,
});

/** The P/F bit of a control octet. */
export const POLL = 0x10;

/** Stands before and behind each frame of the basic option. */
export const FLAG = 0xf9;

/** The type of frame that each control octet stands for; `undefined` where it stands for none. */
export const FRAME_TYPES: readonly (FrameType | undefined)[] = Object.freeze(
  Array.from({ length: 256 }, (_, octet) =>
    (Object.keys(FRAME_CODES) as FrameType[]).find((type) => FRAME_CODES[type] === (octet & ~POLL)),
  ),
);
