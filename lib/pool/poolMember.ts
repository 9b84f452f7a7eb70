import type { ConnectionState } from '../modem/connectionState';
import type { ModemStates } from '../profiles/modemStates';

/** What is known of a modem of a pool. */
export interface PoolMember {
  readonly name: string;
  /** Its family, as people call it: `SIM800`. */
  readonly title: string;
  /** Whether a flow of the pool is on it; it takes one at a time. */
  readonly isTaken: boolean;
  /** How many flows and commands somebody waits for on it, those of others than the pool among them. */
  readonly load: number;
  /** Whether it was asked how it is since it started. */
  readonly isAsked: boolean;
  /** How many flows failed on it in a row, as far as another modem may do better. */
  readonly failures: number;
  /** Whether it is left alone for a while after such a failure. */
  readonly rests: boolean;
  readonly connection: ConnectionState | undefined;
  /** As far as it told. */
  readonly states: Partial<ModemStates>;
}
