import type { Modem } from '../modem/modem';
import type { PoolMember } from './poolMember';

/** A modem of a pool, and what is known of it: the pool's own notes, which change. */
export interface Seat {
  readonly modem: Modem;
  known: PoolMember;
}
