import {
  catchError,
  concat,
  defer,
  distinctUntilChanged,
  EMPTY,
  exhaustMap,
  filter,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  race,
  switchMap,
  take,
  tap,
  throwError,
  timer,
} from 'rxjs';
import { bracket } from '../../../operators/bracket';
import type { Work } from '../../../operators/work';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { CallsDialect } from '../../dialects/callsDialect';
import type { Call, Calls } from '../../dialects/modemStates';
import { optionally } from '../../dialects/steps/optionally';
import { mayBeDone } from '../../grammar/errors/mayBeDone';
import { ModemError } from '../../grammar/errors/modemError';
import type { Modem } from '../../modem/modem';
import { type CallEvent, callEvents, endedEvent, isThere } from './callEvents';

/** A call that comes in. */
export interface IncomingCall {
  /** Counts the calls of the modem: each has another one. */
  readonly key: number;
  /** Missing where it is withheld, or where the modem does not report it. */
  readonly number?: string;
  /** The name that the modem's phonebook has for it. */
  readonly name?: string;
  /** Answers: emits `connected` and `ended`, and completes then. Unsubscribing hangs up. */
  readonly answer: () => Observable<CallEvent>;
  /** Refuses the call; completes. */
  readonly reject: () => Observable<never>;
  /** Emits how the call ended, once, no matter which side ended it. */
  readonly ended: Observable<CallEvent>;
}

/** How long the number may come after the first ring. A list that is asked for meanwhile has it mostly. */
const NUMBER_MS = 2_500;
/** When the modem is asked for its calls after a ring, and how often then: the end of an unanswered call may be reported by nothing. */
const ASK_AFTER_MS = 500;
const ASK_EVERY_MS = 2_000;

const isRinging = ({ state }: Call): boolean => state === 'incoming' || state === 'waiting';
const ringingOf = ({ current }: Calls): readonly Call[] => current.filter(isRinging);

/**
 * Emits each call that comes in, once, however often it rings.
 *
 *     modem    --R--C-----R--C-----N     R: RING   C: +CLIP: "+4917…",145   N: NO CARRIER
 *     result   -----c---------------     { number: '+4917…', answer(), reject(), ended }
 */
export const incomingCalls = (modem: Modem, dialect: CallsDialect): Observable<IncomingCall> =>
  modem.keepOpen(
    merge(
      atEachStart(modem, dialect.reports),
      askingWhile(modem, dialect),
      fresh(modem).pipe(mergeMap((call) => withNumber(modem, call))),
    ).pipe(map((call) => incomingCall(modem, dialect, call))),
  );

/** Sends settings that a restart forgets, whenever the modem has started; what it refuses is left out. */
export const atEachStart = (modem: Modem, settings: CallsDialect['reports']): Observable<never> =>
  modem.state.connection.pipe(
    filter(({ isUp }) => isUp),
    map(({ starts }) => starts),
    distinctUntilChanged(),
    switchMap(() => concat(...settings.map((command) => optionally(modem, command)))),
    catchError((error: unknown) => (isPassing(error) ? EMPTY : throwError(() => error))),
    ignoreElements(),
  );

/** The modem restarts, or its port is opened again: it starts once more. */
const isPassing = (error: unknown): boolean =>
  error instanceof ModemError &&
  (error.reason.kind === 'reset' || (error.reason.kind === 'closed' && error.reason.reconnects === true));

/** Asks for the list of calls while one rings, which also says when it does not ring any more. */
const askingWhile = (modem: Modem, dialect: CallsDialect): Observable<never> =>
  modem.state.calls.pipe(
    map((calls) => ringingOf(calls).length > 0),
    distinctUntilChanged(),
    switchMap((rings) => (rings ? timer(ASK_AFTER_MS, ASK_EVERY_MS) : EMPTY)),
    exhaustMap(() => optionally(modem, dialect.list).pipe(catchError(() => EMPTY))),
    ignoreElements(),
  );

/** Each call that rings, once. */
const fresh = (modem: Modem): Observable<Call> =>
  defer(() => {
    let last = 0;
    return modem.state.calls.pipe(
      mergeMap((calls) => ringingOf(calls).filter(({ key }) => key > last)),
      tap(({ key }) => (last = Math.max(last, key))),
    );
  });

/** The call with its number, or as it is where that does not come. */
const withNumber = (modem: Modem, call: Call): Observable<Call> => {
  const now = modem.state.calls.pipe(map(({ current }) => current.find(({ key }) => key === call.key)));
  const known = now.pipe(filter((one) => one === undefined || one.number !== undefined));
  return race(known, timer(NUMBER_MS)).pipe(
    take(1),
    switchMap(() => now.pipe(take(1))),
    map((one) => one ?? call),
  );
};

const endOf = (modem: Modem, key: number): Observable<CallEvent> =>
  modem.state.calls.pipe(
    filter((calls) => !isThere(calls, key)),
    take(1),
    map(({ ended }) => {
      const call = ended.find((one) => one.key === key);
      return call ? endedEvent(call) : Object.freeze({ kind: 'ended', cause: 'network' });
    }),
  );

const incomingCall = (modem: Modem, dialect: CallsDialect, call: Call): IncomingCall => {
  const { key, number, name } = call;
  return Object.freeze({
    key,
    ...(number !== undefined && { number }),
    ...(name !== undefined && { name }),
    answer: () => modem.exclusive(`call ${key}`, (channel) => answered(modem, channel, dialect, key)),
    reject: () => modem.exclusive(`call ${key}`, (channel) => () => refused(modem, channel, dialect, key)),
    ended: endOf(modem, key),
  });
};

/** The state of a call now; `undefined` where it is over. */
const stateNow = (modem: Modem, key: number): Observable<Call['state'] | undefined> =>
  modem.state.calls.pipe(
    take(1),
    map(({ current }) => current.find((call) => call.key === key)?.state),
  );

const refused = (
  modem: Modem,
  channel: CommandChannel,
  dialect: CallsDialect,
  key: number,
): Observable<never> =>
  stateNow(modem, key).pipe(
    mergeMap((state) => {
      if (state === 'waiting') return channel.send(dialect.refuseWaiting).pipe(ignoreElements());
      return state === undefined ? EMPTY : dialect.hangUp(channel);
    }),
  );

/** A call that is answered, to its end. A caller who has gone meanwhile is no failure. */
const answered = (
  modem: Modem,
  channel: CommandChannel,
  dialect: CallsDialect,
  key: number,
): Work<CallEvent> => {
  let isTaken = false;
  const take = (state: Call['state'] | undefined): Observable<CallEvent> => {
    if (state === undefined) return EMPTY;
    isTaken = true;
    return channel.send(state === 'waiting' ? dialect.takeWaiting : dialect.answer).pipe(
      ignoreElements(),
      catchError((error: unknown) => {
        const isGone = error instanceof ModemError && error.reason.kind === 'ended';
        return isGone
          ? optionally(channel, dialect.list).pipe(ignoreElements())
          : throwError(() => mayBeDone(error));
      }),
    );
  };
  const use = (): Observable<CallEvent> =>
    concat(stateNow(modem, key).pipe(mergeMap(take)), callEvents(modem, channel, dialect, key));
  const close = (): Observable<unknown> =>
    stateNow(modem, key).pipe(
      mergeMap((state) => (isTaken && state !== undefined ? dialect.hangUp(channel) : EMPTY)),
    );
  return bracket(of(null), use, close);
};
