/**
 * Where a job is, as its client sees it. The number of the last event counts within an attempt.
 *
 *     asking ──► taken ──► streaming ──► over
 *        ▲─────────┴───────────┘            the next attempt, where this one is lost
 */
export type RemoteJobState =
  /** Published, and no modem has it. */
  | { readonly kind: 'asking'; readonly attempt: number; readonly asks: number }
  /** A modem has it (`taken`), and events followed (`streaming`). */
  | {
      readonly kind: 'taken' | 'streaming';
      readonly attempt: number;
      readonly gateway: string;
      readonly modem: string;
      readonly last: number;
    }
  /** Its end was emitted. */
  | { readonly kind: 'over' };

/** The gateway and modem that a state names. */
export interface JobPlace {
  readonly gateway: string | undefined;
  readonly modem: string | undefined;
}

const OVER: RemoteJobState = { kind: 'over' };

const START: RemoteJobState = { kind: 'asking', attempt: 1, asks: 0 };

/** The transitions between states. Each returns the next state, or the same one where the transition does not apply. */
export const remoteJobState = Object.freeze({
  start: START,
  over: OVER,
  /** It is published once more. */
  asked: (state: RemoteJobState): RemoteJobState =>
    state.kind === 'asking' ? { ...state, asks: state.asks + 1 } : state,
  /** A modem has it: the first one, or another one of the same gateway. */
  taken: (state: RemoteJobState, { gateway, modem }: { gateway: string; modem: string }, n: number) => {
    if (state.kind === 'over') return state;
    const kind = state.kind === 'streaming' && n > 1 ? 'streaming' : 'taken';
    return { kind, attempt: state.attempt, gateway, modem, last: n } satisfies RemoteJobState;
  },
  /** An event came that is neither `taken` nor an end. */
  streamed: (state: RemoteJobState, n: number): RemoteJobState =>
    state.kind === 'taken' || state.kind === 'streaming' ? { ...state, kind: 'streaming', last: n } : state,
  /** The attempt is lost, or no modem of its gateway was fit. */
  nextAttempt: (state: RemoteJobState): RemoteJobState =>
    state.kind === 'over' ? state : { kind: 'asking', attempt: state.attempt + 1, asks: 0 },
  lastOf: (state: RemoteJobState): number => ('last' in state ? state.last : 0),
  placeOf: (state: RemoteJobState): JobPlace =>
    'gateway' in state ? state : { gateway: undefined, modem: undefined },
});
