import {
  BehaviorSubject,
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
import type { PoolMember } from './poolMember';
import type { SettledPolicy } from './poolPolicy';
import type { Slot, SlotRequest } from './slot';
import { windUp } from '../flows/transfer/windUp';

/** Somebody who waits for a modem. */
interface Waiting {
  readonly wanted: SlotRequest;
  readonly give: (seat: Slot) => void;
}

const suits = ({ name, tried }: SlotRequest, seat: Slot): boolean =>
  (name === undefined || seat.known.name === name) && !tried.has(seat);

const fresh = (name: string, title: string): PoolMember =>
  Object.freeze({
    ...{ name, title, isTaken: false, load: 0, isAsked: false },
    ...{ failures: 0, rests: false, connection: undefined, states: {} },
  });

/** The modems of a pool, who sits on which, and who waits for one: the one place of a pool where things change. */
export class Slots {
  /** Whoever was given longest ago stands first. */
  private all: readonly Slot[] = [];
  private fit: readonly Slot[] = [];
  /** In the order asked. */
  private readonly waiting = new Set<Waiting>();
  private windingUp = 0;
  private joining = 0;
  private readonly changed = new Subject<void>();
  private readonly closed = new Subject<void>();
  /** Whether any is fit: told once for all who wait for any. */
  private readonly anyFits = new BehaviorSubject(false);

  constructor(private readonly policy: SettledPolicy) {
    const { unfit } = policy;
    this.changed.subscribe(() => {
      this.fit = this.all.filter(({ known }) => unfit(known) === undefined);
      if (this.anyFits.value !== this.fit.length > 0) this.anyFits.next(this.fit.length > 0);
    });
    // By the queue: whoever is given a modem may be done at once, and thousands may wait.
    this.changed.pipe(observeOn(queueScheduler)).subscribe(() => this.match());
  }

  /** Replays what is known of all. */
  get members(): Observable<readonly PoolMember[]> {
    return this.changes.pipe(map(() => this.all.map(({ known }) => known)));
  }

  /** Emits once, when nothing is winding up. */
  get quiet(): Observable<unknown> {
    return this.changes.pipe(
      filter(() => this.windingUp === 0),
      take(1),
    );
  }

  add(name: string, modem: Modem): Slot {
    const seat: Slot = { modem, known: fresh(name, modem.profile.title) };
    this.all = [...this.all, seat];
    this.changed.next();
    return seat;
  }

  remove(seat: Slot): void {
    this.all = this.all.filter((other) => other !== seat);
    this.changed.next();
  }

  /** Notes what became known of one. */
  note(seat: Slot, news: Partial<PoolMember>): void {
    seat.known = Object.freeze({ ...seat.known, ...news });
    this.changed.next();
  }

  /** Notes that one is on its way; gives back what notes that it came, or did not. */
  expect(): () => void {
    let isExpected = true;
    this.joining += 1;
    return () => {
      if (isExpected) this.joining -= 1;
      isExpected = false;
    };
  }

  /** Does something after a while, unless the pool is closed before. */
  later(afterMs: number, act: () => void): void {
    timer(afterMs).pipe(takeUntil(this.closed)).subscribe(act);
  }

  /** Nobody is subscribed to anything of the pool's any more. */
  close(): void {
    this.closed.next();
  }

  /** Whether some modem is fit for it, or may soon be: now, when it is free again, or when it has come. */
  mayFit(wanted: SlotRequest): boolean {
    const suiting = this.all.filter((seat) => suits(wanted, seat));
    return this.joining > 0 || suiting.some((seat) => this.fit.includes(seat) || !seat.known.isAsked);
  }

  /** All of a modem's family: what one of them can't do, none can. */
  sameFamily(seat: Slot): readonly Slot[] {
    return this.all.filter(({ modem }) => modem.profile === seat.modem.profile);
  }

  /**
   * Does something on the best modem that is free, in the order asked; where none is fit for long, it fails with `network`. A
   * modem that is left in the middle is given on when all that was said to it has been heard out.
   */
  use<T>(wanted: SlotRequest, work: (seat: Slot) => Observable<T>): Observable<T> {
    return new Observable((reader) => {
      let taken: Slot | undefined;
      const doing = new Subscription();
      const patience = this.hopeless(wanted).subscribe({ error: (error: unknown) => reader.error(error) });
      const one: Waiting = {
        wanted,
        give: (seat) => {
          taken = seat;
          patience.unsubscribe();
          doing.add(work(seat).subscribe(this.releasing(reader, seat, () => (taken = undefined))));
        },
      };
      this.waiting.add(one);
      this.changed.next();
      return () => {
        patience.unsubscribe();
        this.waiting.delete(one);
        doing.unsubscribe();
        if (taken) this.abandon(taken);
      };
    });
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
      const at = free.findIndex((seat) => suits(one.wanted, seat));
      const [seat] = at < 0 ? [] : free.splice(at, 1);
      if (seat) this.give(one, seat);
    }
  }

  private give(one: Waiting, seat: Slot): void {
    this.all = [...this.all.filter((other) => other !== seat), seat];
    this.waiting.delete(one);
    this.note(seat, { isTaken: true });
    one.give(seat);
  }

  /** The seat is free before the ending is told, so that whoever hears it may be given it. */
  private releasing<T>(reader: Observer<T>, seat: Slot, left: () => void): Observer<T> {
    const release = (): void => {
      left();
      this.note(seat, { isTaken: false });
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

  private abandon(seat: Slot): void {
    this.windingUp += 1;
    const over = (): void => {
      this.windingUp -= 1;
      this.note(seat, { isTaken: false });
    };
    windUp(seat.modem).subscribe({ error: over, complete: over });
  }

  private hopeless(wanted: SlotRequest): Observable<never> {
    const isAny = wanted.name === undefined && wanted.tried.size === 0;
    const fits = this.changes.pipe(
      map(() => this.fit.some((seat) => suits(wanted, seat))),
      distinctUntilChanged(),
    );
    return (isAny ? this.anyFits : fits).pipe(
      switchMap((may) => (may ? NEVER : timer(this.policy.waitMs))),
      switchMap(() => throwError(() => this.noneFits(wanted))),
    );
  }

  private noneFits(wanted: SlotRequest): ModemError {
    const told = this.all
      .filter((seat) => suits(wanted, seat))
      .map(({ known }) => `${known.name}: ${this.policy.unfit(known) ?? 'fit'}`);
    const nobody = wanted.name === undefined ? 'it has no modem' : `it has no modem ${wanted.name}`;
    const seen = told.length > 0 ? told.join('; ') : nobody;
    return new ModemError({ kind: 'network', step: 'pool', seen });
  }
}
