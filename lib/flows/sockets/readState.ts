import type { LinkWindow } from '../../dialects/socketsDialect';

/** What is known of the bytes that a link has received. */
export interface ReadState {
  /** Whether the modem may hold bytes. */
  readonly mayHold: boolean;
  readonly isReading: boolean;
  /** The modem reported bytes, or the end, while a window was on its way: that window may not hold them. */
  readonly isStale: boolean;
  readonly isClosed: boolean;
}

/** What changes it. */
export type ReadEvent = 'readable' | 'closed' | 'asked' | LinkWindow;

/** Nothing is known: the first window shows whether something came before anybody listened. */
export const READ_START: ReadState = Object.freeze({
  mayHold: false,
  isReading: false,
  isStale: false,
  isClosed: false,
});

const bytesIn = ({ slices }: LinkWindow): number => slices.reduce((sum, { length }) => sum + length, 0);

/**
 * Folds what the modem says about received bytes.
 *
 *     +CIPRXGET: 1,0        mayHold
 *     > AT+CIPRXGET=2,0,…   asked
 *     +CIPRXGET: 1,0        stale: these bytes may have come behind the window
 *     window, 0 left        mayHold, since it was stale
 *     window, 0 left        nothing more: the next URC is waited for
 *
 * Where the modem does not say how many bytes are left, only an empty window ends the reading.
 */
export const readStep = (state: ReadState, event: ReadEvent): ReadState => {
  if (event === 'asked') return { ...state, isReading: true, isStale: false };
  if (event === 'readable') return { ...state, mayHold: true, isStale: state.isReading };
  if (event === 'closed') return { ...state, isClosed: true, mayHold: true, isStale: state.isReading };
  const { leftBytes = bytesIn(event) } = event;
  return { ...state, isReading: false, isStale: false, mayHold: leftBytes > 0 || state.isStale };
};

/** What a reader does next: read a window, wait for the modem, or end. */
export const nextOf = ({ mayHold, isReading, isClosed }: ReadState): 'read' | 'wait' | 'end' => {
  if (isReading) return 'wait';
  if (mayHold) return 'read';
  return isClosed ? 'end' : 'wait';
};
