import type { Given, Settled } from '../grammar/settled';
import {
  type Check,
  checkOptions,
  checkValue,
  is,
  type OptionChecks,
  RETRY_CHECKS,
  withDefaults,
} from '../grammar/checkOptions';
import {
  concat,
  defer,
  dematerialize,
  distinctUntilChanged,
  endWith,
  finalize,
  materialize,
  merge,
  mergeMap,
  type MonoTypeOperatorFunction,
  type Observable,
  of,
  retry,
  Subject,
  switchMap,
  takeUntil,
  tap,
  throwError,
  timer,
} from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import type { Profile } from '../dialects/profile';
import { checkTransport } from '../wire/checkTransport';
import type { Port, Transport } from '../wire/transport';
import { delayOf, exponential, type RetryPolicy } from '../../operators/retryPolicy';
import { graceful } from '../../operators/graceful';
import { createModem } from './createModem';
import type { Modem } from './modem';
import { session } from './session';
import { sessions, type Sessions } from './sessions';
import { type Timings, TIMINGS_CHECKS, timingsOf } from './line/timings';
import type { TraceEntry } from './trace/traceEntry';
import type { Reason } from '../grammar/errors/reason';

/** How a lost connection is made again. */
export interface ReconnectPolicy extends Given<RetryPolicy> {
  /** Tries in a row before the connection is given up. Default: no limit. */
  readonly attempts?: number | undefined;
  /** Which failures are worth another try. Default: the port went away or can't be opened yet, or the modem does not answer yet. */
  readonly when?: ((reason: Reason) => boolean) | undefined;
}

/** The defaults: no limit, half a second to half a minute apart. */
const reconnectDefaults: Settled<ReconnectPolicy> = Object.freeze({
  attempts: Infinity,
  delay: exponential({ fromMs: 500, upToMs: 30_000 }),
  when: ({ kind }: Reason) => kind === 'closed' || kind === 'port' || kind === 'timeout',
});

/** How a modem is opened; every time limit of `Timings` may be given, too. */
export interface OpenModemOptions extends Given<Timings> {
  /** Receives every line of the conversation, secrets masked, from the first `AT` on. */
  readonly trace?: ((entry: TraceEntry) => void) | undefined;
  /**
   * Whether the trace shows numbers and texts of messages, USSD, calls and phonebooks. Passwords, PINs and keys stay masked; so does
   * everything in errors and recordings. Default: no.
   */
  readonly traceTexts?: boolean | undefined;
  /**
   * Makes the connection again when the port goes away after the modem was up: `true` for the defaults. The emitted modem
   * stays the same: its URC and state streams go on, flows wait for it and continue by their own policies. Default: the
   * lost port is an error.
   */
  readonly reconnect?: boolean | ReconnectPolicy | undefined;
  /** How long the bearer or context is kept after its last user, in milliseconds, before it is closed. Default: no limit. */
  readonly bearerKeepMs?: number | undefined;
}

/** Tries again by policy once the modem was up; a failure of the first connection stands. */
const reconnecting = (
  { attempts, delay, when }: Settled<ReconnectPolicy>,
  wasUp: () => boolean,
  failed: (error: unknown) => void,
): MonoTypeOperatorFunction<Modem> =>
  retry({
    resetOnSuccess: true,
    delay: (error: unknown, failures) => {
      const mayReconnect =
        wasUp() && error instanceof ModemError && failures <= attempts && when(error.reason);
      if (mayReconnect) return timer(delayOf(delay, failures, error.reason));
      failed(error);
      return throwError(() => error);
    },
  });

/** Begins a session on each port of the transport; emits the modem when it is up. */
const sessionOn = (
  { timings, traceTexts, left, reconnects, profile, troubled }: ConnectionParts,
  all: Sessions,
  modem: Modem,
): ((port: Port) => Observable<Modem>) => {
  const ended = (): void => all.lost(reconnects);
  return (port) => {
    const one = session(port, { profile, timings, traceTexts, reconnects, ended, run: all.run });
    // Where the reader of the modem has left, the flows that go on fail instead.
    const watching = port.trouble?.subscribe({
      error: (error: unknown) => (troubled(error) ? undefined : one.fail(error)),
    });
    all.begin(one);
    const up = of(modem).pipe(tap(all.up));
    const stopped = (): void => {
      watching?.unsubscribe();
      one.stop();
    };
    return merge(one.closed, concat(one.bringUp(left), up)).pipe(finalize(stopped));
  };
};

interface ConnectionParts {
  readonly profile: Profile;
  readonly timings: Timings;
  readonly traceTexts: boolean;
  readonly reconnects: boolean;
  /** Emits when the reader of the modem leaves. */
  readonly left: Observable<void>;
  /** Reports that a port is to be left. Returns whether somebody reads the modem. */
  readonly troubled: (error: unknown) => boolean;
}

const CHECKS: OptionChecks = {
  ...TIMINGS_CHECKS,
  bearerKeepMs: is.limitMs,
  trace: is.call,
  traceTexts: is.flag,
  reconnect: (value) =>
    typeof value === 'boolean' || (typeof value === 'object' && value !== null)
      ? undefined
      : 'it is neither true nor a policy',
};

/** A connection may be given up at once: 0 tries. */
const RECONNECT_CHECKS: OptionChecks = { ...RETRY_CHECKS, attempts: is.repeats };

const isProfile: Check = (value) =>
  typeof value === 'object' && value !== null && 'title' in value
    ? undefined
    : 'it is not a profile, such as sim800 or what profileNamed(name) returns';

const connected = (
  transport: Transport,
  profile: Profile,
  given: OpenModemOptions,
  { left, troubled }: Pick<ConnectionParts, 'left' | 'troubled'>,
): Observable<Modem> => {
  checkValue(profile, isProfile, 'profile');
  const { reconnect, bearerKeepMs, trace, traceTexts = false, ...options } = checkOptions(given, CHECKS);
  const timings = timingsOf(options);
  const wanted = reconnect === true ? {} : reconnect || undefined;
  const policy =
    wanted && withDefaults(reconnectDefaults, checkOptions(wanted, RECONNECT_CHECKS, 'reconnect'));
  const all = sessions(profile.title);
  const modem = createModem({ transport, profile, sessions: all, bearerKeepMs, left });
  const watching = trace && modem.trace.subscribe(trace);
  let wasUp = false;
  const modems = checkTransport(transport).pipe(
    mergeMap(
      sessionOn({ profile, timings, traceTexts, reconnects: Boolean(policy), left, troubled }, all, modem),
    ),
    tap(() => (wasUp = true)),
  );
  const idle = left.pipe(
    switchMap(() => all.idle(timings.closeMs)),
    endWith(null),
  );
  return modems.pipe(
    policy ? reconnecting(policy, () => wasUp, all.end) : tap({ error: all.end }),
    distinctUntilChanged(),
    takeUntil(idle),
    finalize(() => {
      all.end();
      all.close();
      watching?.unsubscribe();
    }),
  );
};

/**
 * Opens a port and brings the modem on it up: `AT` until it answers (autobaud, start-up), echo off, the profile's settings.
 *
 *     transport   --p                      the port is open
 *     AT … OK       ----m                  the modem is emitted once
 *     result      ------m-----------…      and stays open while the result has a subscriber
 *
 * Subscribing opens the port. Unsubscribing closes it in order: flows that are still read go on to their end, flows whose
 * readers have left end in their own way (`AT+HTTPTERM` is written and answered), so
 * `openModem(…).pipe(take(1), switchMap((modem) => http.get(modem, url)))` gets the whole page.
 *
 * Fails with `port` when it can't be opened, `timeout` of phase `bring-up` when no modem answers, `closed` when the port
 * goes away: `retry` then reconnects with a new modem, the option `reconnect` with the same one.
 */
export const openModem = (
  transport: Transport,
  profile: Profile,
  options: OpenModemOptions = {},
): Observable<Modem> =>
  defer(() => {
    const troubles = new Subject<never>();
    const troubled = (error: unknown): boolean => {
      const { observed } = troubles;
      if (observed) troubles.error(error);
      return observed;
    };
    const opened = graceful((left) =>
      defer(() => connected(transport, profile, options, { left, troubled })),
    );
    // The error reaches the reader first, whose flows wind up; then the modem is left as ever.
    return merge(troubles, opened.pipe(materialize())).pipe(dematerialize());
  });
