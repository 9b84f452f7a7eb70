import type { BlockFraming } from './blockFraming';
import type { OpenCommand } from './openCommand';
import type { Token } from './token';

/** A URC that was heard but for the text that follows it. */
export type Awaiting = Token & { readonly kind: 'urc' };

/** What the fold knows between two items of the traffic. */
export interface TokenizerState {
  /** The start of a line that has not ended. */
  readonly rest: string;
  /** A CR was the last thing heard: an LF right behind belongs to it. */
  readonly afterCr: boolean;
  readonly open: OpenCommand | undefined;
  /** Counted bytes that the open command's answer still brings. */
  readonly owed: number;
  /** The last counted byte that came: a line end may be cut in two. */
  readonly last: number;
  readonly framing: BlockFraming;
  /** A URC whose text is the next line, whatever that says. */
  readonly awaiting: Awaiting | undefined;
}

/** Before anything crossed the port. */
export const initialState: TokenizerState = Object.freeze({
  rest: '',
  afterCr: false,
  open: undefined,
  owed: 0,
  last: 0,
  framing: {},
  awaiting: undefined,
});
