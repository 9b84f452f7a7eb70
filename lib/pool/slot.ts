import { combineLatest, map, type Observable } from 'rxjs';
import type { Modem } from '../modem/modem';
import type { PoolMember } from './poolMember';

/** A modem of a pool, and its current state. */
export interface Slot {
  readonly modem: Modem;
  known: PoolMember;
  /** When it was last given to a flow, or joined: the least recently used one has the smallest. */
  turn: number;
}

/** Which modems of a pool a flow may run on. */
export interface SlotRequest {
  /** The modem of this name; `undefined` for any. */
  readonly name: string | undefined;
  /** Excluded: the flow failed there. */
  readonly tried: ReadonlySet<Slot>;
}

/** Whether a flow may run on a modem, as far as its name and earlier failures go. */
export const suits = ({ name, tried }: SlotRequest, slot: Slot): boolean =>
  (name === undefined || slot.known.name === name) && !tried.has(slot);

/** The modem as flows of a pool see it: those that wait for it wait in the pool, too. */
export const awaitedModem = (modem: Modem, isAwaited: Observable<boolean>): Modem =>
  Object.freeze({
    ...modem,
    awaited: (service: string) =>
      combineLatest([modem.awaited(service), isAwaited]).pipe(map((waits) => waits.includes(true))),
  });
