import {
  concat,
  defer,
  dematerialize,
  endWith,
  filter,
  finalize,
  materialize,
  merge,
  mergeMap,
  type Observable,
  of,
  switchMap,
  takeUntil,
} from 'rxjs';
import type { Profile } from '../profiles/profile';
import type { Port, Transport } from '../wire/transport';
import { graceful } from '../../operators/graceful';
import { living } from './living';
import type { Modem } from './modem';
import { patience, type Patience } from './patience';
import type { TraceEntry } from './traceEntry';

/** How to connect; every time limit of `Patience` may be given, too. */
export interface ConnectOptions extends Partial<Patience> {
  /** Is given every line of the conversation, secrets masked, from the first `AT` on. */
  readonly trace?: (entry: TraceEntry) => void;
}

/** One modem's life on an open port: brought up, used, wound up. */
const life = (
  port: Port,
  profile: Profile,
  options: ConnectOptions,
  left: Observable<void>,
): Observable<Modem> =>
  defer(() => {
    const patient: Patience = { ...patience, ...options };
    const { modem, bringUp, household, closed, stop } = living(port, profile, patient);
    const watching = options.trace && modem.trace.subscribe(options.trace);
    const wentHome = left.pipe(
      switchMap(() => household.wentHome(patient.closeMs)),
      endWith(null),
    );
    return merge(closed, concat(bringUp(left), of(modem))).pipe(
      takeUntil(wentHome),
      finalize(() => {
        stop();
        watching?.unsubscribe();
      }),
    );
  });

/**
 * Opens a port and brings the modem on it up: `AT` until it answers (autobaud, start-up), echo off, the profile's settings.
 *
 *     transport   --p                      the port is open
 *     AT … OK       ----m                  the modem is emitted once
 *     result      ------m-----------…      and lives as long as somebody is subscribed
 *
 * Subscribing opens the port. Unsubscribing closes it, but politely: flows that are still read go on to their end, those that
 * were left wind up (`AT+HTTPTERM` is said and heard), so `connect(…).pipe(take(1), switchMap((modem) => http.get(modem, url)))`
 * does what it says.
 *
 * Fails with `port` where it can't be opened, `timeout` of phase `bring-up` where no modem answers, `closed` when the port
 * goes away: `retry` is a reconnection.
 */
export const connect = (
  transport: Transport,
  profile: Profile,
  options: ConnectOptions = {},
): Observable<Modem> =>
  graceful((left) => {
    let open = false;
    const begin = (port: Port): Observable<Modem> => {
      open = true;
      return life(port, profile, options, left);
    };
    return transport.pipe(
      // eslint-disable-next-line rxjs-x/no-unsafe-takeuntil -- only the opening can be broken off; a life winds itself up
      takeUntil(left.pipe(filter(() => !open))),
      mergeMap((port) => begin(port).pipe(materialize())),
      dematerialize(),
    );
  });
