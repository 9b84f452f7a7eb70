import {
  concat,
  defer,
  finalize,
  from,
  ignoreElements,
  isObservable,
  map,
  mergeMap,
  NEVER,
  type Observable,
  type ObservableInput,
  of,
  retry,
  switchMap,
  tap,
  timer,
  distinctUntilChanged,
  EMPTY,
  merge,
  repeat,
} from 'rxjs';
import { invalidArgument } from '../grammar/errors/modemError';
import type { Modem } from '../modem/modem';
import type { PoolEntry, PoolSource } from './poolMember';
import type { SettledPolicy } from './poolPolicy';
import type { Slots } from './slots';
import { refresh } from '../flows/device/refresh';
import type { ModemStates } from '../dialects/modemStates';
import type { Slot } from './slot';

/** How often one is asked that is not fit: it may become so at any time. */
const ASK_UNFIT_EVERY_MS = 5_000;

const statesOf = (seat: Slot, seats: Slots): Observable<unknown> => {
  const { connection: _, ...views } = seat.modem.state;
  return merge(
    ...(Object.keys(views) as (keyof ModemStates)[]).map((name) =>
      (views[name] as Observable<unknown>).pipe(
        tap((value) => seats.note(seat, { states: Object.freeze({ ...seat.known.states, [name]: value }) })),
      ),
    ),
  );
};

/** Asks it how it is, again and again, from each of its starts on. */
const asking = (seat: Slot, seats: Slots, { unfit, askEveryMs }: SettledPolicy): Observable<unknown> => {
  const asked = defer(() => {
    seats.note(seat, { isAsked: true });
    return EMPTY;
  });
  const everyMs = (): number =>
    unfit(seat.known) === undefined ? askEveryMs : Math.min(askEveryMs, ASK_UNFIT_EVERY_MS);
  return seat.modem.state.connection.pipe(
    tap((connection) => seats.note(seat, { connection })),
    map(({ starts }) => starts),
    distinctUntilChanged(),
    tap(() => seats.note(seat, { isAsked: false })),
    switchMap(() => concat(refresh(seat.modem), asked).pipe(repeat({ delay: () => timer(everyMs()) }))),
  );
};

/** Follows what a modem of a pool tells, and asks it for more. */
const watchSlot = (seat: Slot, seats: Slots, policy: SettledPolicy): Observable<never> =>
  merge(
    statesOf(seat, seats),
    seat.modem.pending.pipe(tap((load) => seats.note(seat, { load }))),
    asking(seat, seats, policy),
  ).pipe(ignoreElements());

const modemsOf = (source: PoolSource): Observable<Modem> =>
  isObservable(source) ? source : concat(of(source), NEVER);

const named = (entry: PoolEntry, at: number): { readonly name: string; readonly modem: PoolSource } =>
  !isObservable(entry) && 'modem' in entry ? entry : { name: `modem-${at + 1}`, modem: entry };

/**
 * Lets modems come and go while somebody is subscribed.
 *
 *     entries   --a-----b---------
 *     a           --m-----#··m---      its connection failed for good, and is made anew
 *     seats     ----a---ab--b-ab-
 */
export const joining = (
  entries: ObservableInput<PoolEntry>,
  seats: Slots,
  policy: SettledPolicy,
): Observable<never> => {
  const seated = (name: string, modem: Modem): Observable<never> =>
    defer(() => {
      const seat = seats.add(name, modem);
      return concat(watchSlot(seat, seats, policy), NEVER).pipe(finalize(() => seats.remove(seat)));
    });
  const joined = (name: string, source: PoolSource): Observable<never> => {
    const came = seats.expect();
    return concat(modemsOf(source), of(undefined)).pipe(
      tap({ next: came, error: came, unsubscribe: came }),
      switchMap((modem) => (modem ? seated(name, modem) : of(null))),
      ignoreElements(),
      retry({ delay: () => timer(policy.rejoinMs) }),
    );
  };
  const names = new Set<string>();
  const once = (name: string, source: PoolSource): Observable<never> => {
    if (names.has(name)) return invalidArgument('name', `two modems of the pool are called ${name}`);
    names.add(name);
    return joined(name, source).pipe(finalize(() => names.delete(name)));
  };
  return from(entries).pipe(
    map(named),
    mergeMap(({ name, modem }) => once(name, modem)),
    finalize(() => seats.close()),
  );
};
