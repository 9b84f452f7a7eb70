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
} from 'rxjs';
import { invalidArgument } from '../grammar/invalidArgument';
import type { Modem } from '../modem/modem';
import type { PoolEntry, PoolSource } from './poolEntry';
import type { SettledPolicy } from './poolPolicy';
import type { Seats } from './seats';
import { watchSeat } from './watchSeat';

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
export const gathered = (
  entries: ObservableInput<PoolEntry>,
  seats: Seats,
  policy: SettledPolicy,
): Observable<never> => {
  const seated = (name: string, modem: Modem): Observable<never> =>
    defer(() => {
      const seat = seats.add(name, modem);
      return concat(watchSeat(seat, seats, policy), NEVER).pipe(finalize(() => seats.remove(seat)));
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
