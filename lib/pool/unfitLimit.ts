import {
  distinctUntilChanged,
  map,
  NEVER,
  type Observable,
  startWith,
  switchMap,
  throwError,
  timer,
} from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import type { FitSlots } from './fitSlots';
import type { SettledPolicy } from './poolPolicy';
import { type Slot, type SlotRequest, suits } from './slot';

/** What the limit looks at. */
interface UnfitParts {
  readonly policy: SettledPolicy;
  readonly all: ReadonlySet<Slot>;
  readonly named: ReadonlyMap<string, Slot>;
  readonly fit: FitSlots;
  /** Replays one modem of the pool, and emits its changes. */
  readonly member: (name: string) => Observable<unknown>;
}

/** Ends the wait of a flow for which no modem has been fit for `waitMs`. */
export class UnfitLimit {
  constructor(private readonly parts: UnfitParts) {}

  /** Fails with `network` of step `pool`, which says why each modem is unfit. */
  failFor(wanted: SlotRequest): Observable<never> {
    return this.fits(wanted).pipe(
      switchMap((may) => (may ? NEVER : timer(this.parts.policy.waitMs))),
      switchMap(() => throwError(() => this.noneFits(wanted))),
    );
  }

  /** Whether one that suits is fit. A flow that wants a modem by its name follows that modem alone. */
  private fits(wanted: SlotRequest): Observable<boolean> {
    const { fit, named, member } = this.parts;
    const { name, tried } = wanted;
    if (name === undefined && tried.size === 0) return fit.any.pipe(distinctUntilChanged());
    const isFit = (slot: Slot | undefined): boolean =>
      slot !== undefined && suits(wanted, slot) && fit.has(slot);
    const fits =
      name === undefined
        ? fit.changes.pipe(
            startWith(undefined),
            map(() => fit.hasFor(wanted)),
          )
        : member(name).pipe(map(() => isFit(named.get(name))));
    return fits.pipe(distinctUntilChanged());
  }

  private noneFits(wanted: SlotRequest): ModemError {
    const { all, policy } = this.parts;
    const problems = [...all]
      .filter((slot) => suits(wanted, slot))
      .map(({ known }) => `${known.name}: ${policy.unfit(known) ?? 'fit'}`);
    const none = wanted.name === undefined ? 'it has no modem' : `it has no modem ${wanted.name}`;
    const seen = problems.length > 0 ? problems.join('; ') : none;
    return new ModemError({ kind: 'network', step: 'pool', seen });
  }
}
