import {
  defer,
  distinctUntilChanged,
  EMPTY,
  exhaustMap,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  startWith,
  switchMap,
  takeWhile,
  timer,
} from 'rxjs';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { CallsDialect } from '../../dialects/callsDialect';
import type { Call, CallCause, Calls, EndedCall } from '../../dialects/modemStates';
import { optionally } from '../../dialects/steps/optionally';
import type { Modem } from '../../modem/modem';

/** What happens to a call. */
export type CallEvent =
  /** The modem dials. `ringing`: it rings at the other end. `connected`: somebody has answered. */
  | { readonly kind: 'dialing' | 'ringing' | 'connected'; readonly number?: string }
  | { readonly kind: 'ended'; readonly number?: string; readonly cause: CallCause };

/** How often the modem is asked for its calls: before one is connected, and after. URCs say most of it sooner. */
const POLL_MS = 1_000;
const POLL_CONNECTED_MS = 5_000;

const numberOf = ({ number }: Pick<Call, 'number'>): { readonly number?: string } =>
  number === undefined ? {} : { number };

const KINDS: Readonly<Record<Call['state'], 'dialing' | 'ringing' | 'connected' | undefined>> = {
  dialing: 'dialing',
  alerting: 'ringing',
  active: 'connected',
  held: 'connected',
  incoming: undefined,
  waiting: undefined,
};

/** A call as it is now. One that is in no list of the last few was ended with others. */
const stateOf = ({ current, ended }: Calls, key: number): Call | EndedCall | undefined =>
  current.find((call) => call.key === key) ?? ended.find((call) => call.key === key);

/** The event that a call ended with. */
export const endedEvent = (call: EndedCall): CallEvent =>
  Object.freeze({ kind: 'ended', ...numberOf(call), cause: call.cause });

/**
 * Follows one call in the state of calls: emits its events until it has ended.
 *
 *     calls    --d--a--c-----e     d: dialing   a: alerting   c: active   e: no more there
 *     result   --d--r--c-----(e|)  dialing, ringing, connected, ended
 */
const followed = (modem: Modem, key: number): Observable<CallEvent> =>
  modem.state.calls.pipe(
    map((calls): CallEvent | undefined => {
      const call = stateOf(calls, key);
      if (call === undefined) return { kind: 'ended', cause: 'network' };
      if ('cause' in call) return endedEvent(call);
      const kind = KINDS[call.state];
      return kind && Object.freeze({ kind, ...numberOf(call) });
    }),
    mergeMap((event) => (event ? of(event) : EMPTY)),
    distinctUntilChanged((one, other) => one.kind === other.kind),
    takeWhile(({ kind }) => kind !== 'ended', true),
  );

/** Asks the modem for its calls again and again, more seldom once one is connected. It never ends. */
const asking = (
  channel: CommandChannel,
  dialect: CallsDialect,
  isConnected: Observable<boolean>,
): Observable<never> =>
  isConnected.pipe(
    startWith(false),
    distinctUntilChanged(),
    switchMap((connected) => {
      const everyMs = connected ? POLL_CONNECTED_MS : POLL_MS;
      return timer(everyMs, everyMs);
    }),
    exhaustMap(() => optionally(channel, dialect.list)),
    ignoreElements(),
  );

/** Follows a call to its end: emits its events. The modem is asked for its calls meanwhile, since no modem reports all of them. */
export const callEvents = (
  modem: Modem,
  channel: CommandChannel,
  dialect: CallsDialect,
  key: number,
): Observable<CallEvent> =>
  defer(() => {
    const events = followed(modem, key);
    const connected = events.pipe(map(({ kind }) => kind === 'connected'));
    return merge(events, asking(channel, dialect, connected)).pipe(
      takeWhile((event: CallEvent) => event.kind !== 'ended', true),
    );
  });

/** Whether a call is still there, as far as it was reported. */
export const isThere = (calls: Calls | undefined, key: number): boolean =>
  calls?.current.some((call) => call.key === key) ?? false;
