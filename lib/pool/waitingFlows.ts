import { BehaviorSubject, filter, map, merge, type Observable, Subject } from 'rxjs';
import type { Slot, SlotRequest } from './slot';

/** A flow that waits for a modem. */
export interface WaitingFlow {
  readonly wanted: SlotRequest;
  readonly give: (slot: Slot) => void;
}

/**
 * The flows that wait for a modem, in the order of their subscriptions. Those that want a modem by its name stand by that name, so
 * that a modem that becomes free looks at no flow that waits for another one.
 */
export class WaitingFlows {
  private turn = 0;
  private readonly turns = new Map<WaitingFlow, number>();
  private readonly forAny = new Set<WaitingFlow>();
  private readonly byName = new Map<string, Set<WaitingFlow>>();
  /** Flows that wait for any modem except those that they failed on. */
  private choosy = 0;
  private readonly awaitedNames = new Subject<string>();
  /** What decides which modems are awaited, apart from flows that want one by its name. It changes rarely. */
  private readonly anyAwaited = new BehaviorSubject('');

  has(flow: WaitingFlow): boolean {
    return this.turns.has(flow);
  }

  add(flow: WaitingFlow): void {
    const { name, tried } = flow.wanted;
    this.turns.set(flow, (this.turn += 1));
    this.roomOf(name).add(flow);
    if (name === undefined && tried.size > 0) this.choosy += 1;
  }

  /** Whether it waited. */
  delete(flow: WaitingFlow): boolean {
    if (!this.turns.delete(flow)) return false;
    const { name, tried } = flow.wanted;
    const room = this.roomOf(name);
    room.delete(flow);
    if (name !== undefined && room.size === 0) this.byName.delete(name);
    if (name === undefined && tried.size > 0) this.choosy -= 1;
    return true;
  }

  /** The flow that has waited longest of those that may run on a modem. */
  firstFor(slot: Slot, isOld: (flow: WaitingFlow) => boolean = () => true): WaitingFlow | undefined {
    const named = firstOf(this.byName.get(slot.known.name), slot, isOld);
    const any = firstOf(this.forAny, slot, isOld);
    if (!named || !any) return named ?? any;
    return this.turnOf(named) < this.turnOf(any) ? named : any;
  }

  /** Replays whether one of them may run on the modem of this name. */
  awaited(name: string, slot: () => Slot): Observable<boolean> {
    return merge(this.anyAwaited, this.awaitedNames.pipe(filter((awaited) => awaited === name))).pipe(
      map(() => this.firstFor(slot()) !== undefined),
    );
  }

  /** Tells the modems concerned that a flow waits, or waits no longer. */
  report({ wanted: { name } }: WaitingFlow): void {
    if (name !== undefined) this.awaitedNames.next(name);
    const awaited =
      this.choosy > 0 ? `${this.forAny.size} of them, ${this.turn}` : String(this.forAny.size > 0);
    if (this.anyAwaited.value !== awaited) this.anyAwaited.next(awaited);
  }

  private turnOf(flow: WaitingFlow): number {
    return this.turns.get(flow) ?? Infinity;
  }

  private roomOf(name: string | undefined): Set<WaitingFlow> {
    if (name === undefined) return this.forAny;
    const room = this.byName.get(name) ?? new Set<WaitingFlow>();
    this.byName.set(name, room);
    return room;
  }
}

const firstOf = (
  flows: ReadonlySet<WaitingFlow> | undefined,
  slot: Slot,
  isOld: (flow: WaitingFlow) => boolean,
): WaitingFlow | undefined => {
  for (const flow of flows ?? []) if (!flow.wanted.tried.has(slot) && isOld(flow)) return flow;
  return undefined;
};
