import {
  BehaviorSubject,
  defer,
  distinctUntilChanged,
  filter,
  map,
  NEVER,
  Observable,
  type Observer,
  observeOn,
  queueScheduler,
  startWith,
  Subject,
  Subscription,
  switchMap,
  take,
  takeUntil,
  throwError,
  timer,
} from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import type { Modem } from '../modem/modem';
import { fresh, type PoolMember } from './poolMember';
import type { SettledPolicy } from './poolPolicy';
import { awaitedModem, awaits, type Slot, type SlotRequest, suits } from './slot';
import { windUp } from '../flows/transfer/windUp';

/** A flow that waits for a modem. */
interface Waiting {
  readonly wanted: SlotRequest;
  readonly give: (slot: Slot) => void;
}

/** The modems of a pool, the flows on them, and the flows that wait: all mutable state of a pool. */
export class Slots {
  /** Least recently used first. */
  private all: readonly Slot[] = [];
  private fit: readonly Slot[] = [];
  /** In the order of their subscriptions. */
  private readonly waiting = new Set<Waiting>();
  private windingUp = 0;
  private joining = 0;
  private readonly changed = new Subject<void>();
  private readonly closed = new Subject<void>();
  private readonly present = new Set<Slot>();
  private readonly byName = new Map<string, BehaviorSubject<PoolMember | undefined>>();
  /** Whether any modem is fit: shared by all flows that wait for any. */
  private readonly anyFits = new BehaviorSubject(false);

  constructor(private readonly policy: SettledPolicy) {
    const { unfit } = policy;
    this.changed.subscribe(() => {
      this.fit = this.all.filter(({ known }) => unfit(known) === undefined);
      if (this.anyFits.value !== this.fit.length > 0) this.anyFits.next(this.fit.length > 0);
    });
    // On the queue: a flow may end at once, and thousands may wait, which must not nest.
    this.changed.pipe(observeOn(queueScheduler)).subscribe(() => this.match());
  }

  /** Replays the states of all modems. */
  get members(): Observable<readonly PoolMember[]> {
    return this.changes.pipe(map(() => this.all.map(({ known }) => known)));
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
      modem: awaitedModem(modem, this.changes.pipe(map(() => awaits(this.waiting, slot)))),
      known: fresh(name, modem.profile.title),
    };
    this.all = [...this.all, slot];
    this.present.add(slot);
    this.changeOf(slot);
    return slot;
  }

  remove(slot: Slot): void {
    this.all = this.all.filter((other) => other !== slot);
    this.present.delete(slot);
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
    const suiting = this.all.filter((slot) => suits(wanted, slot));
    return this.joining > 0 || suiting.some((slot) => this.fit.includes(slot) || !slot.known.isAsked);
  }

  /** All modems of the same family: they lack the same features. */
  sameFamily(slot: Slot): readonly Slot[] {
    return this.all.filter(({ modem }) => modem.profile === slot.modem.profile);
  }

  /**
   * Runs work on the best free modem, in the order of subscriptions. Fails with `network` if no modem is fit for `waitMs`. Where
   * work is unsubscribed, its modem is free after it has wound up.
   */
  use<T>(wanted: SlotRequest, work: (slot: Slot) => Observable<T>): Observable<T> {
    return new Observable((reader) => {
      let taken: Slot | undefined;
      const doing = new Subscription();
      const unfit = this.failUnfit(wanted).subscribe({ error: (error: unknown) => reader.error(error) });
      const one: Waiting = {
        wanted,
        give: (slot) => {
          taken = slot;
          unfit.unsubscribe();
          doing.add(work(slot).subscribe(this.releasing(reader, slot, () => (taken = undefined))));
        },
      };
      this.waiting.add(one);
      this.changed.next();
      return () => {
        unfit.unsubscribe();
        this.waiting.delete(one);
        doing.unsubscribe();
        if (taken) this.abandon(taken);
      };
    });
  }

  /** What is known is read last: a flow that gets the slot changes it again meanwhile. */
  private changeOf(slot: Slot): void {
    this.changed.next();
    this.memberOf(slot.known.name).next(this.present.has(slot) ? slot.known : undefined);
  }

  private memberOf(name: string): BehaviorSubject<PoolMember | undefined> {
    const member = this.byName.get(name) ?? new BehaviorSubject<PoolMember | undefined>(undefined);
    this.byName.set(name, member);
    return member;
  }

  private get changes(): Observable<void> {
    return this.changed.pipe(startWith(undefined));
  }

  private match(): void {
    const { compare } = this.policy;
    const free = this.fit.filter(({ known }) => !known.isTaken && !known.rests);
    free.sort((one, other) => compare(one.known, other.known));
    for (const one of this.waiting) {
      if (free.length === 0) return;
      const at = free.findIndex((slot) => suits(one.wanted, slot));
      const [slot] = at < 0 ? [] : free.splice(at, 1);
      if (slot) this.give(one, slot);
    }
  }

  private give(one: Waiting, slot: Slot): void {
    this.all = [...this.all.filter((other) => other !== slot), slot];
    this.waiting.delete(one);
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

  private failUnfit(wanted: SlotRequest): Observable<never> {
    const isAny = wanted.name === undefined && wanted.tried.size === 0;
    const fits = this.changes.pipe(
      map(() => this.fit.some((slot) => suits(wanted, slot))),
      distinctUntilChanged(),
    );
    return (isAny ? this.anyFits : fits).pipe(
      switchMap((may) => (may ? NEVER : timer(this.policy.waitMs))),
      switchMap(() => throwError(() => this.noneFits(wanted))),
    );
  }

  private noneFits(wanted: SlotRequest): ModemError {
    const problems = this.all
      .filter((slot) => suits(wanted, slot))
      .map(({ known }) => `${known.name}: ${this.policy.unfit(known) ?? 'fit'}`);
    const none = wanted.name === undefined ? 'it has no modem' : `it has no modem ${wanted.name}`;
    const seen = problems.length > 0 ? problems.join('; ') : none;
    return new ModemError({ kind: 'network', step: 'pool', seen });
  }
}
