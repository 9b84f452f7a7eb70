import type { Reason } from '../../../grammar/errors/reason';

/** Something that a gateway tells of itself, for logs: nothing secret is in it. */
export type GatewayNews =
  /** The broker is there, or not, and why. */
  | { readonly kind: 'broker'; readonly isConnected: boolean; readonly problem?: string }
  /** A modem is given jobs, or not, and why. */
  | { readonly kind: 'modem'; readonly modem: string; readonly isFit: boolean; readonly problem?: string }
  /** A modem has taken a job. */
  | { readonly kind: 'taken'; readonly job: string; readonly what: string; readonly modem: string }
  /** A job is over. `elsewhere`: another gateway has it, or did it before. */
  | {
      readonly kind: 'ended';
      readonly job: string;
      readonly what: string;
      readonly modem?: string;
      readonly outcome: 'done' | 'failed' | 'cancelled' | 'elsewhere';
      readonly reason?: Reason;
      /** Bytes of the body that was answered. */
      readonly bytes: number;
      readonly tookMs: number;
    }
  /** A message that is no job, or none that may be done. */
  | { readonly kind: 'refused'; readonly job?: string; readonly reason: Reason };
