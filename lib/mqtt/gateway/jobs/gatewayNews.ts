import type { Reason } from '../../../grammar/errors/reason';

/** An event of a gateway, for logs. It holds nothing secret. */
export type GatewayNews =
  /** The broker is connected, or not, and why. */
  | { readonly kind: 'broker'; readonly isConnected: boolean; readonly problem?: string }
  /** A modem takes jobs, or not, and why. */
  | { readonly kind: 'modem'; readonly modem: string; readonly isFit: boolean; readonly problem?: string }
  /** A modem has taken a job. */
  | { readonly kind: 'taken'; readonly job: string; readonly what: string; readonly modem: string }
  /** A job has ended. `elsewhere`: another gateway has it, or it had ended before. */
  | {
      readonly kind: 'ended';
      readonly job: string;
      readonly what: string;
      readonly modem?: string;
      readonly outcome: 'done' | 'failed' | 'cancelled' | 'elsewhere';
      readonly reason?: Reason;
      /** Bytes of the received body. */
      readonly bytes: number;
      readonly tookMs: number;
      /** How long after its arrival the head of the answer or its first byte came; missing where none came. */
      readonly firstByteMs?: number;
    }
  /** A modem received a short message, and the broker has it. */
  | { readonly kind: 'message'; readonly modem: string }
  /** Short messages of a modem could not be read or published; this is tried again by itself, except for `unsupported`. */
  | { readonly kind: 'trouble'; readonly modem: string; readonly reason: Reason }
  /** A message that is not a job, or a job that is not allowed. */
  | { readonly kind: 'refused'; readonly job?: string; readonly reason: Reason };
