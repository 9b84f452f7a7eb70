import type { BlockFramings } from './blockFraming';
import type { OpenCommand } from './openCommand';
import type { UrcToken } from './token';

/** What the fold knows between two items of the traffic. */
export interface TokenizerState {
  /** The start of a line that has not ended. */
  readonly partialLine: string;
  /** The last byte was a CR: an LF right behind belongs to it. */
  readonly afterCr: boolean;
  readonly open: OpenCommand | undefined;
  /** Counted bytes that the open command's answer still brings. */
  readonly payloadLeft: number;
  /** The last counted byte that came: a line end may be cut in two. */
  readonly lastPayloadByte: number;
  readonly framings: BlockFramings;
  /** A URC whose text is the next line, whatever that says. */
  readonly urcAwaitingBody: UrcToken | undefined;
  /** How many line ends have come behind the counted bytes of a URC; `undefined` where a line has followed, or none came. */
  readonly lineEnds: number | undefined;
  /** The lines of a URC so far whose text in quotes has not ended. */
  readonly openQuote: readonly string[] | undefined;
}

/** Before anything crossed the port. */
export const initialState: TokenizerState = Object.freeze({
  partialLine: '',
  afterCr: false,
  open: undefined,
  payloadLeft: 0,
  lastPayloadByte: 0,
  framings: {},
  urcAwaitingBody: undefined,
  lineEnds: undefined,
  openQuote: undefined,
});
