import type { Subscription } from 'rxjs';
import type { CallEnd } from './callLink';

/** A call of a virtual modem. Numbers are those of 27.007 § 7.18. */
export interface EmulatedCall {
  readonly id: number;
  /** 0 outgoing, 1 incoming. */
  readonly direction: 0 | 1;
  /** 0 active, 1 held, 2 dialing, 3 alerting, 4 incoming, 5 waiting. */
  state: 0 | 1 | 2 | 3 | 4 | 5;
  readonly number: string;
  readonly name: string;
  readonly end: CallEnd;
  /** When it was connected. */
  sinceMs: number | undefined;
  /** From when on the list of calls has it. */
  readonly listedFromMs: number;
  /** Its rings. */
  rings: Subscription | undefined;
}
