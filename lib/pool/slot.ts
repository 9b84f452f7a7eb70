import type { Modem } from '../modem/modem';
import type { PoolMember } from './poolMember';

/** A modem of a pool, and what is known of it: the pool's own notes, which change. */
export interface Slot {
  readonly modem: Modem;
  known: PoolMember;
}

/** Which modems of a pool a flow may be given. */
export interface SlotRequest {
  /** The one of this name; any where missing. */
  readonly name: string | undefined;
  /** Not these: it failed there. */
  readonly tried: ReadonlySet<Slot>;
}
