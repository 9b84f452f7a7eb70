import { BehaviorSubject, Subject } from 'rxjs';
import type { SettledPolicy } from './poolPolicy';
import { type Slot, type SlotRequest, suits } from './slot';

/** Which modems of a pool are fit, and which of them are free: kept up to date slot by slot, so that a change costs the same in any pool. */
export class FitSlots {
  private readonly fit = new Set<Slot>();
  /** Fit, without a flow of the pool, and not resting after a failure. */
  private readonly free = new Set<Slot>();
  /** Became free since the last call of `takeFreed`. */
  private readonly freed = new Set<Slot>();
  /** Whether any modem is fit: shared by all flows that wait for any. */
  readonly any = new BehaviorSubject(false);
  /** Emits when a modem becomes fit or unfit. */
  readonly changes = new Subject<void>();

  constructor(private readonly policy: Pick<SettledPolicy, 'unfit' | 'compare'>) {}

  /** Looks at one modem again. */
  update(slot: Slot): void {
    const { known } = slot;
    const isFit = this.policy.unfit(known) === undefined;
    const isFree = isFit && !known.isTaken && !known.rests;
    if (isFree && !this.free.has(slot)) this.freed.add(slot);
    if (isFree) this.free.add(slot);
    else this.unfree(slot);
    if (isFit === this.fit.has(slot)) return;
    if (isFit) this.fit.add(slot);
    else this.fit.delete(slot);
    this.report();
  }

  remove(slot: Slot): void {
    this.unfree(slot);
    if (this.fit.delete(slot)) this.report();
  }

  has(slot: Slot): boolean {
    return this.fit.has(slot);
  }

  /** Whether one that suits is fit, even if it is busy. */
  hasFor(wanted: SlotRequest): boolean {
    for (const slot of this.fit) if (suits(wanted, slot)) return true;
    return false;
  }

  /** The best free one that suits. */
  best(wanted: SlotRequest): Slot | undefined {
    let best: Slot | undefined;
    for (const slot of this.free) {
      if (suits(wanted, slot) && (!best || this.order(slot, best) < 0)) best = slot;
    }
    return best;
  }

  /** Those that became free, best first. */
  takeFreed(): readonly Slot[] {
    const freed = [...this.freed].filter((slot) => this.free.has(slot));
    this.freed.clear();
    return freed.sort((one, other) => this.order(one, other));
  }

  private order(one: Slot, other: Slot): number {
    return this.policy.compare(one.known, other.known) || one.turn - other.turn;
  }

  private unfree(slot: Slot): void {
    this.free.delete(slot);
    this.freed.delete(slot);
  }

  private report(): void {
    const any = this.fit.size > 0;
    if (this.any.value !== any) this.any.next(any);
    this.changes.next();
  }
}
