import type { ConnectionState } from '../modem/sessions';
import type { ModemStates } from '../dialects/modemStates';
import type { Observable } from 'rxjs';
import type { Modem } from '../modem/modem';

/** The state of a modem of a pool. */
export interface PoolMember {
  readonly name: string;
  /** Its family's name for people: `SIM800`. */
  readonly title: string;
  /** Whether a flow of the pool runs on it; a modem runs one at a time. */
  readonly isTaken: boolean;
  /** How many flows and commands are pending on it, including those from outside the pool. */
  readonly load: number;
  /** Whether its state was queried since it started. */
  readonly isAsked: boolean;
  /** How many flows failed on it in a row, for reasons of the modem. */
  readonly failures: number;
  /** Whether it rests after such a failure, and takes no flow. */
  readonly rests: boolean;
  readonly connection: ConnectionState | undefined;
  /** The states that are known so far. */
  readonly states: Partial<ModemStates>;
}

/** A modem, or an Observable of one: `openModem(…)`. It is in the pool while this is open; a newly emitted modem replaces the one before. */
export type PoolSource = Modem | Observable<Modem>;

/** A member of a pool: a source, and optionally its name. Default: `modem-1`, `modem-2` … */
export type PoolEntry = PoolSource | { readonly name: string; readonly modem: PoolSource };

/** What is known of a modem that has just joined. */
export const fresh = (name: string, title: string): PoolMember =>
  Object.freeze({
    ...{ name, title, isTaken: false, load: 0, isAsked: false },
    ...{ failures: 0, rests: false, connection: undefined, states: {} },
  });
