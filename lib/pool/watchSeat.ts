import {
  concat,
  defer,
  distinctUntilChanged,
  EMPTY,
  ignoreElements,
  map,
  merge,
  type Observable,
  repeat,
  switchMap,
  tap,
  timer,
} from 'rxjs';
import { refresh } from '../flows/refresh';
import type { ModemStates } from '../profiles/modemStates';
import type { SettledPolicy } from './poolPolicy';
import type { Seat } from './seat';
import type { Seats } from './seats';

/** How often one is asked that is not fit: it may become so at any time. */
const ASK_UNFIT_EVERY_MS = 5_000;

const statesOf = (seat: Seat, seats: Seats): Observable<unknown> => {
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
const asking = (seat: Seat, seats: Seats, { unfit, askEveryMs }: SettledPolicy): Observable<unknown> => {
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
export const watchSeat = (seat: Seat, seats: Seats, policy: SettledPolicy): Observable<never> =>
  merge(
    statesOf(seat, seats),
    seat.modem.load.pipe(tap((load) => seats.note(seat, { load }))),
    asking(seat, seats, policy),
  ).pipe(ignoreElements());
