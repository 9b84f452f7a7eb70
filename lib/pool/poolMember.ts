import type { ConnectionState } from '../modem/sessions';
import type { ModemStates } from '../dialects/modemStates';
import type { Observable } from 'rxjs';
import type { Modem } from '../modem/modem';

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

/** A modem, or a way to one: `connect(…)`. It is in the pool while this is open; of several that it emits, the last one. */
export type PoolSource = Modem | Observable<Modem>;

/** What a pool is given: a source, and maybe how it shall be called there. Default: `modem-1`, `modem-2` … */
export type PoolEntry = PoolSource | { readonly name: string; readonly modem: PoolSource };
