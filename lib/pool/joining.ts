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

/** How often the state of an unfit modem is queried. */
const ASK_UNFIT_EVERY_MS = 5_000;

const statesOf = (slot: Slot, slots: Slots): Observable<unknown> => {
  const { connection: _, ...views } = slot.modem.state;
  return merge(
    ...(Object.keys(views) as (keyof ModemStates)[]).map((name) =>
      (views[name] as Observable<unknown>).pipe(
        tap((value) => slots.note(slot, { states: Object.freeze({ ...slot.known.states, [name]: value }) })),
      ),
    ),
  );
};

/** Queries its state repeatedly, beginning at each of its starts. */
const asking = (slot: Slot, slots: Slots, { unfit, askEveryMs }: SettledPolicy): Observable<unknown> => {
  const asked = defer(() => {
    slots.note(slot, { isAsked: true });
    return EMPTY;
  });
  const everyMs = (): number =>
    unfit(slot.known) === undefined ? askEveryMs : Math.min(askEveryMs, ASK_UNFIT_EVERY_MS);
  return slot.modem.state.connection.pipe(
    tap((connection) => slots.note(slot, { connection })),
    map(({ starts }) => starts),
    distinctUntilChanged(),
    tap(() => slots.note(slot, { isAsked: false })),
    switchMap(() => concat(refresh(slot.modem), asked).pipe(repeat({ delay: () => timer(everyMs()) }))),
  );
};

/** Follows the states of a modem of a pool. */
const watchSlot = (slot: Slot, slots: Slots, policy: SettledPolicy): Observable<never> =>
  merge(
    statesOf(slot, slots),
    slot.modem.pending.pipe(tap((load) => slots.note(slot, { load }))),
    asking(slot, slots, policy),
  ).pipe(ignoreElements());

const modemsOf = (source: PoolSource): Observable<Modem> =>
  isObservable(source) ? source : concat(of(source), NEVER);

const named = (entry: PoolEntry, at: number): { readonly name: string; readonly modem: PoolSource } =>
  !isObservable(entry) && 'modem' in entry ? entry : { name: `modem-${at + 1}`, modem: entry };

/**
 * Opens the modems of a pool while it is subscribed to, and keeps a slot for each one that is open.
 *
 *     entries   --a-----b---------
 *     a           --m-----#··m---      its connection failed, and is opened again
 *     slots     ----a---ab--b-ab-
 */
export const joining = (
  entries: ObservableInput<PoolEntry>,
  slots: Slots,
  policy: SettledPolicy,
): Observable<never> => {
  const joinedSlot = (name: string, modem: Modem): Observable<never> =>
    defer(() => {
      const slot = slots.add(name, modem);
      return concat(watchSlot(slot, slots, policy), NEVER).pipe(finalize(() => slots.remove(slot)));
    });
  const joined = (name: string, source: PoolSource): Observable<never> => {
    const came = slots.expect();
    return concat(modemsOf(source), of(undefined)).pipe(
      tap({ next: came, error: came, unsubscribe: came }),
      switchMap((modem) => (modem ? joinedSlot(name, modem) : of(null))),
      ignoreElements(),
      retry({ delay: () => timer(policy.rejoinMs) }),
    );
  };
  const names = new Set<string>();
  const once = (name: string, source: PoolSource): Observable<never> => {
    if (names.has(name))
      return invalidArgument('name', `two modems of the pool are called ${name}; give each its own name`);
    names.add(name);
    return joined(name, source).pipe(finalize(() => names.delete(name)));
  };
  return from(entries).pipe(
    map(named),
    mergeMap(({ name, modem }) => once(name, modem)),
    finalize(() => slots.close()),
  );
};
