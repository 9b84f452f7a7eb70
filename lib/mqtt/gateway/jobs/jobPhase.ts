import type { Stop } from './jobStops';
import type { ClaimResult } from './ledger';

/** Why a job ends at this gateway: its flow ended, something stopped it, or the ledger did not let it begin. */
export type EndCause = { readonly kind: 'done' } | Stop | Exclude<ClaimResult, { readonly kind: 'mine' }>;

/**
 * Where a job is.
 *
 *     waiting ──► claiming ──► running ──► ending
 *        └───────────┴─────────────────────►┘        a stop, or a record of its end
 */
export type JobPhase =
  /** No modem is free for it. */
  | { readonly kind: 'waiting' }
  /** A modem is free; the ledger is asked whether the job may begin. */
  | { readonly kind: 'claiming'; readonly modem: string }
  /** The ledger gave it to this gateway; its flow runs on a modem. */
  | { readonly kind: 'running'; readonly modem: string }
  /** The first cause is final; the modem may still finish what it was sent. */
  | {
      readonly kind: 'ending';
      /** The last modem, where there was one. */
      readonly modem: string | undefined;
      /** Whether the ledger gave it to this gateway. */
      readonly isClaimed: boolean;
      readonly cause: EndCause;
    };

const START: JobPhase = { kind: 'waiting' };

/** The transitions between phases. Each returns the next phase, or the same one where the transition does not apply. */
export const jobPhase = Object.freeze({
  start: START,
  modem: (phase: JobPhase): string | undefined => (phase.kind === 'waiting' ? undefined : phase.modem),
  /** A modem is free for it: the first one, or the next one after a failure. */
  given: (phase: JobPhase, modem: string): JobPhase => {
    if (phase.kind === 'ending') return phase;
    return { kind: phase.kind === 'running' ? 'running' : 'claiming', modem };
  },
  /** The ledger answered. */
  claimed: (phase: JobPhase, claim: ClaimResult): JobPhase => {
    if (phase.kind !== 'claiming') return phase;
    return claim.kind === 'mine' ? { kind: 'running', modem: phase.modem } : jobPhase.end(phase, claim);
  },
  /** It ends. A later cause changes nothing. */
  end: (phase: JobPhase, cause: EndCause): JobPhase => {
    if (phase.kind === 'ending') return phase;
    return { kind: 'ending', modem: jobPhase.modem(phase), isClaimed: phase.kind === 'running', cause };
  },
});
