import {
  asapScheduler,
  BehaviorSubject,
  concatMap,
  defer,
  dematerialize,
  endWith,
  exhaustMap,
  filter,
  finalize,
  from,
  ignoreElements,
  materialize,
  type Observable,
  type ObservableInput,
  observeOn,
  of,
  take,
  takeWhile,
  tap,
} from 'rxjs';
import type { Profile } from '../dialects/profile';
import { checkTransport } from '../wire/checkTransport';
import type { Transport } from '../wire/transport';
import type { Modem } from './modem';
import { openModem, type OpenModemOptions } from './openModem';

/**
 * Opens a modem, runs some work on it, and closes it: one value in, one value out, for programs that `await`.
 *
 *     const { status } = await firstValueFrom(
 *       withModem(serialPort('/dev/ttyUSB0'), sim800, (modem) => http.get(modem, url).pipe(collect())),
 *     );
 *
 *     modem    --m-------------x      x: the port is closed
 *     work       ----a----b|
 *     result   ------a--------b|
 *
 * Emits the values of the work. A value with which the work ends is emitted when the port is closed, so that `take(1)` and
 * `firstValueFrom` of a work with one value leave nothing behind, and the port can be opened again. Unsubscribing in the middle
 * winds up the work and closes the port. Fails as `openModem` and the work do, after the port is closed.
 */
export const withModem = <T>(
  transport: Transport,
  profile: Profile,
  use: (modem: Modem) => ObservableInput<T>,
  options: OpenModemOptions = {},
): Observable<T> =>
  defer(() => {
    const given = checkTransport(transport);
    const open = new BehaviorSubject(0);
    const port = defer(() => {
      open.next(open.value + 1);
      return given.pipe(finalize(() => open.next(open.value - 1)));
    });
    const closed = open.pipe(
      filter((ports) => ports === 0),
      take(1),
      ignoreElements(),
    );
    let isOver = false;
    return openModem(port, profile, options).pipe(
      exhaustMap((modem) => from(use(modem)).pipe(materialize())),
      takeWhile(({ kind }) => kind === 'N', true),
      materialize(),
      tap(({ kind }) => (isOver ||= kind !== 'N')),
      // One turn later it is known whether the work ended with this value.
      observeOn(asapScheduler),
      concatMap((event) => (isOver ? closed.pipe(endWith(event)) : of(event))),
      dematerialize(),
      dematerialize(),
    );
  });
