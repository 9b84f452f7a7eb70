import {
  BehaviorSubject,
  defer,
  distinctUntilChanged,
  filter,
  map,
  Observable,
  type Observer,
  queueScheduler,
  startWith,
  Subject,
  Subscription,
  take,
  takeUntil,
  timer,
} from 'rxjs';
import type { Modem } from '../modem/modem';
import { fresh, type PoolMember } from './poolMember';
import type { SettledPolicy } from './poolPolicy';
import { FitSlots } from './fitSlots';
import { awaitedModem, type Slot, type SlotRequest, suits } from './slot';
import { UnfitLimit } from './unfitLimit';
import { type WaitingFlow, WaitingFlows } from './waitingFlows';
import { windUp } from '../flows/transfer/windUp';

/** The modems of a pool, the flows on them, and the flows that wait: all mutable state of a pool. */
export class Slots {
  /** In the order in which they joined. */
  private readonly all = new Set<Slot>();
  private readonly named = new Map<string, Slot>();
  private turn = 0;
  private readonly fit: FitSlots;
  private readonly unfit: UnfitLimit;
  private readonly waiting = new WaitingFlows();
  /** Came since the last match. */
  private newcomers = new Set<WaitingFlow>();
  private isMatching = false;
  private windingUp = 0;
  private joining = 0;
  private readonly changed = new Subject<void>();
  private readonly closed = new Subject<void>();
  private readonly byName = new Map<string, BehaviorSubject<PoolMember | undefined>>();

  constructor(private readonly policy: SettledPolicy) {
    this.fit = new FitSlots(policy);
    const { all, named, fit } = this;
    this.unfit = new UnfitLimit({ policy, all, named, fit, member: (name) => this.member(name) });
  }

  /** Replays the states of all modems. Each change costs as much as there are modems. */
  get members(): Observable<readonly PoolMember[]> {
    return this.changes.pipe(map(() => [...this.all].map(({ known }) => known)));
  }

  /** Replays whether any modem is fit. */
  get anyFits(): Observable<boolean> {
    return this.fit.any.pipe(distinctUntilChanged());
  }

  /** Replays the state of one modem, and emits its changes only: the cost of a change does not grow with the pool. */
  member(name: string): Observable<PoolMember | undefined> {
    return defer(() => this.memberOf(name)).pipe(distinctUntilChanged());
  }

  /** Emits once, when no modem is winding up. */
  get quiet(): Observable<unknown> {
    return this.changes.pipe(
      filter(() => this.windingUp === 0),
      take(1),
    );
  }

  add(name: string, modem: Modem): Slot {
    const slot: Slot = {
      modem: awaitedModem(
        modem,
        this.waiting.awaited(name, () => slot),
      ),
      known: fresh(name, modem.profile.title),
      turn: (this.turn += 1),
    };
    this.all.add(slot);
    this.named.set(name, slot);
    this.changeOf(slot);
    return slot;
  }

  remove(slot: Slot): void {
    this.all.delete(slot);
    if (this.named.get(slot.known.name) === slot) this.named.delete(slot.known.name);
    this.changeOf(slot);
  }

  /** Updates the state of a modem. */
  note(slot: Slot, news: Partial<PoolMember>): void {
    slot.known = Object.freeze({ ...slot.known, ...news });
    this.changeOf(slot);
  }

  /** Counts a modem that is being opened; the returned function ends that. */
  expect(): () => void {
    let isExpected = true;
    this.joining += 1;
    return () => {
      if (isExpected) this.joining -= 1;
      isExpected = false;
    };
  }

  /** Calls a function after a while, unless the pool is closed before. */
  later(afterMs: number, act: () => void): void {
    timer(afterMs).pipe(takeUntil(this.closed)).subscribe(act);
  }

  /** The pool has no subscriber any more. */
  close(): void {
    this.closed.next();
  }

  /** Whether a modem is fit for the request, even if it is busy, or may become so when it was opened or queried. */
  mayFit(wanted: SlotRequest): boolean {
    const suiting = [...this.all].filter((slot) => suits(wanted, slot));
    return this.joining > 0 || suiting.some((slot) => this.fit.has(slot) || !slot.known.isAsked);
  }

  /** All modems of the same family: they lack the same features. */
  sameFamily(slot: Slot): readonly Slot[] {
    return [...this.all].filter(({ modem }) => modem.profile === slot.modem.profile);
  }

  /**
   * Runs work on the best free modem, in the order of subscriptions. Fails with `network` if no modem is fit for `waitMs`. Where
   * work is unsubscribed, its modem is free after it has wound up.
   */
  use<T>(wanted: SlotRequest, work: (slot: Slot) => Observable<T>): Observable<T> {
    return new Observable((reader) => {
      let taken: Slot | undefined;
      const doing = new Subscription();
      const unfit = this.unfit.failFor(wanted).subscribe({ error: (error: unknown) => reader.error(error) });
      const one: WaitingFlow = {
        wanted,
        give: (slot) => {
          taken = slot;
          unfit.unsubscribe();
          doing.add(work(slot).subscribe(this.releasing(reader, slot, () => (taken = undefined))));
        },
      };
      this.waiting.add(one);
      this.newcomers.add(one);
      this.match();
      return () => {
        unfit.unsubscribe();
        this.forget(one);
        doing.unsubscribe();
        if (taken) this.abandon(taken);
      };
    });
  }

  /** What is known is read last: a flow that gets the slot changes it again meanwhile. */
  private changeOf(slot: Slot): void {
    if (this.all.has(slot)) this.fit.update(slot);
    else this.fit.remove(slot);
    this.changed.next();
    this.match();
    this.memberOf(slot.known.name).next(this.all.has(slot) ? slot.known : undefined);
  }

  private memberOf(name: string): BehaviorSubject<PoolMember | undefined> {
    const member = this.byName.get(name) ?? new BehaviorSubject<PoolMember | undefined>(undefined);
    this.byName.set(name, member);
    return member;
  }

  private get changes(): Observable<void> {
    return this.changed.pipe(startWith(undefined));
  }

  /** On the queue: a flow may end at once, and thousands may wait, which must not nest. */
  private match(): void {
    if (this.isMatching) return;
    this.isMatching = true;
    queueScheduler.schedule(() => {
      this.isMatching = false;
      this.matchNow();
    });
  }

  /**
   * What waited before found no free modem that suits, so only modems that became free are news to it; what came since looks at all
   * that are free.
   */
  private matchNow(): void {
    const freed = this.fit.takeFreed();
    const { newcomers } = this;
    this.newcomers = new Set();
    for (const slot of freed) {
      const one = this.waiting.firstFor(slot, (flow) => !newcomers.has(flow));
      if (one) this.give(one, slot);
    }
    for (const one of newcomers) {
      const slot = this.waiting.has(one) ? this.fit.best(one.wanted) : undefined;
      if (slot) this.give(one, slot);
      else if (this.waiting.has(one)) this.waiting.report(one);
    }
  }

  private forget(one: WaitingFlow): void {
    if (!this.waiting.delete(one)) return;
    this.newcomers.delete(one);
    this.waiting.report(one);
  }

  private give(one: WaitingFlow, slot: Slot): void {
    this.forget(one);
    slot.turn = this.turn += 1;
    this.note(slot, { isTaken: true });
    one.give(slot);
  }

  /** The slot is free before the end is emitted, so that a subscriber may use it at once. */
  private releasing<T>(reader: Observer<T>, slot: Slot, left: () => void): Observer<T> {
    const release = (): void => {
      left();
      this.note(slot, { isTaken: false });
    };
    return {
      next: (value) => reader.next(value),
      error: (error) => {
        release();
        reader.error(error);
      },
      complete: () => {
        release();
        reader.complete();
      },
    };
  }

  private abandon(slot: Slot): void {
    this.windingUp += 1;
    const over = (): void => {
      this.windingUp -= 1;
      this.note(slot, { isTaken: false });
    };
    windUp(slot.modem).subscribe({ error: over, complete: over });
  }
}
