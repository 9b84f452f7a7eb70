import {
  concat,
  defer,
  distinctUntilChanged,
  endWith,
  finalize,
  merge,
  mergeMap,
  type MonoTypeOperatorFunction,
  type Observable,
  of,
  retry,
  switchMap,
  takeUntil,
  tap,
  throwError,
  timer,
} from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import type { Profile } from '../dialects/profile';
import type { Transport } from '../wire/transport';
import { delayOf, exponential, type RetryPolicy } from '../../operators/retryPolicy';
import { graceful } from '../../operators/graceful';
import { connection } from './connection';
import type { Modem } from './modem';
import { type Timings, timingsOf } from './line/timings';
import type { TraceEntry } from './trace/traceEntry';
import type { Reason } from '../grammar/errors/reason';

/** How a connection that was lost is made again. */
export interface ReconnectPolicy extends Partial<RetryPolicy> {
  /** How often it is tried in a row before it is given up. Default: without end. */
  readonly attempts?: number;
  /** Which failures are worth it. Default: the port went away or can't be opened yet, or the modem does not answer yet. */
  readonly when?: (reason: Reason) => boolean;
}

/** The defaults: again and again, half a second to half a minute apart. */
const reconnectDefaults: Required<ReconnectPolicy> = Object.freeze({
  attempts: Infinity,
  delay: exponential({ fromMs: 500, upToMs: 30_000 }),
  when: ({ kind }: Reason) => kind === 'closed' || kind === 'port' || kind === 'timeout',
});

/** How to connect; every time limit of `Patience` may be given, too. */
export interface OpenModemOptions extends Partial<Timings> {
  /** Is given every line of the conversation, secrets masked, from the first `AT` on. */
  readonly trace?: (entry: TraceEntry) => void;
  /**
   * Makes the connection again where the port goes away after the modem was up: `true` for the defaults. The modem that was
   * emitted stays the same: its URC and state streams live on, flows wait for it and go on by their own policies. Default:
   * the lost port is an error.
   */
  readonly reconnect?: true | ReconnectPolicy;
  /** How long the bearer or context is kept after its last user, before it is closed. Default: as long as it lasts. */
  readonly bearerKeepMs?: number;
}

/** Tries again by policy once the modem was up; the first connection fails as it does. */
const comingBack = (
  { attempts, delay, when }: Required<ReconnectPolicy>,
  wasUp: () => boolean,
  givenUp: (error: unknown) => void,
): MonoTypeOperatorFunction<Modem> =>
  retry({
    resetOnSuccess: true,
    delay: (error: unknown, failures) => {
      const mayComeBack =
        wasUp() && error instanceof ModemError && failures <= attempts && when(error.reason);
      if (mayComeBack) return timer(delayOf(delay, failures, error.reason));
      givenUp(error);
      return throwError(() => error);
    },
  });

const connected = (
  transport: Transport,
  profile: Profile,
  options: OpenModemOptions,
  left: Observable<void>,
): Observable<Modem> => {
  const timings = timingsOf(options);
  const { reconnect, bearerKeepMs, trace } = options;
  const policy = reconnect && { ...reconnectDefaults, ...(reconnect === true ? {} : reconnect) };
  const one = connection({
    transport,
    profile,
    patient: timings,
    reconnects: Boolean(policy),
    bearerKeepMs,
    left,
  });
  const { modem, household } = one;
  const watching = trace && modem.trace.subscribe(trace);
  let wasUp = false;
  const life = transport.pipe(
    mergeMap((port) => {
      const { bringUp, closed, stop } = one.begin(port);
      const up = of(modem).pipe(tap(one.cameUp));
      return merge(closed, concat(bringUp(left), up)).pipe(finalize(stop));
    }),
    tap(() => (wasUp = true)),
  );
  const wentHome = left.pipe(
    switchMap(() => household.wentHome(timings.closeMs)),
    endWith(null),
  );
  return life.pipe(
    policy ? comingBack(policy, () => wasUp, one.end) : tap({ error: one.end }),
    distinctUntilChanged(),
    takeUntil(wentHome),
    finalize(() => {
      one.end();
      one.close();
      watching?.unsubscribe();
    }),
  );
};

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
 * goes away: `retry` is a reconnection with a new modem, `reconnect` one that keeps it.
 */
export const openModem = (
  transport: Transport,
  profile: Profile,
  options: OpenModemOptions = {},
): Observable<Modem> => graceful((left) => defer(() => connected(transport, profile, options, left)));
