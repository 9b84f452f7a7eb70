import { catchError, concat, defer, EMPTY, type Observable, tap, throwError } from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import { liesWithModem } from './worthMoving';
import type { SettledPolicy } from './poolPolicy';
import type { PoolFlow, PoolRunOptions } from './poolRun';
import type { Slot } from './slot';
import type { Slots } from './slots';

/** Where flows run, and by which policy. */
export interface Rooms {
  readonly seats: Slots;
  readonly policy: SettledPolicy;
}

const isUnsupported = (error: unknown): boolean =>
  error instanceof ModemError && error.reason.kind === 'unsupported';

/** Notes how a flow fared on a modem: one on which they fail is left alone for a while, so that it does not draw them all. */
const noting = <T>({ seats, policy }: Rooms, seat: Slot) =>
  tap<T>({
    error: (error: unknown) => {
      if (!(error instanceof ModemError) || !liesWithModem(error.reason)) return;
      const failures = seat.known.failures + 1;
      seats.note(seat, { failures, rests: true });
      seats.later(policy.restMs(failures), () => seats.note(seat, { rests: false }));
    },
    complete: () => {
      if (seat.known.failures > 0) seats.note(seat, { failures: 0 });
    },
  });

/**
 * Runs a flow on the best modem, and where it fails there on another one that may do better.
 *
 *     north    --a--#                    its own retries are used up
 *     south          r--b--|             goes on behind a, or begins again where nothing was emitted
 *     result   --a---r--b--|
 */
export const runOn = <T>(
  rooms: Rooms,
  name: string | undefined,
  flow: PoolFlow<T>,
  { idempotent = false, elsewhere }: PoolRunOptions<T>,
): Observable<T> =>
  defer(() => {
    const { seats, policy } = rooms;
    const tried = new Set<Slot>();
    const wanted = { name, tried };
    let isSilent = true;
    const again: NonNullable<typeof elsewhere> =
      elsewhere ?? (() => (idempotent && isSilent ? EMPTY : undefined));
    const attempt = (moves: number): Observable<T> =>
      seats
        .use(wanted, (seat) => {
          tried.add(seat);
          return defer(() => flow(seat.modem, seat.known.name)).pipe(
            noting(rooms, seat),
            tap({
              error: (error: unknown) =>
                isUnsupported(error) && seats.sameFamily(seat).forEach((one) => tried.add(one)),
            }),
          );
        })
        .pipe(
          tap(() => (isSilent = false)),
          catchError((error: unknown) => {
            const mayMove =
              moves > 0 && error instanceof ModemError && policy.when(error.reason) && seats.mayFit(wanted);
            const resumed = mayMove ? again(error.reason) : undefined;
            return resumed ? concat(resumed, attempt(moves - 1)) : throwError(() => error);
          }),
        );
    return attempt(policy.moves);
  });
