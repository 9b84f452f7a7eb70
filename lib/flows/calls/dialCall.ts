import {
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  merge,
  mergeMap,
  type Observable,
  of,
  Subject,
  type Subscription,
  take,
  takeWhile,
  tap,
  throwError,
  timer,
} from 'rxjs';
import { bracket } from '../../../operators/bracket';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { Work } from '../../../operators/work';
import type { CallsDialect } from '../../dialects/callsDialect';
import type { CallCause, Calls } from '../../dialects/modemStates';
import { isRefusal } from '../../dialects/steps/onRefusal';
import { ModemError } from '../../grammar/errors/modemError';
import { mayBeDone } from '../../grammar/errors/mayBeDone';
import type { Modem } from '../../modem/modem';
import { type CallEvent, callEvents, isThere } from './callEvents';

/** Result codes in place of `OK`, and what they mean (V.250 § 5.7.1). */
const CAUSES: Readonly<Record<string, CallCause>> = {
  'NO CARRIER': 'network',
  'NO DIALTONE': 'network',
  BUSY: 'busy',
  'NO ANSWER': 'no-answer',
};

/** The cause that a modem gives in place of `OK`. */
const causeOf = (error: unknown): CallCause | undefined =>
  error instanceof ModemError && error.reason.kind === 'ended' ? CAUSES[error.reason.result] : undefined;

/** A call to make. */
export interface CallToMake {
  readonly dialect: CallsDialect;
  readonly number: string;
  /** How long it may ring before it is given up. */
  readonly answerWithinMs: number;
}

/**
 * Makes a call as work, and hangs up at its end unless it has ended.
 *
 *     > ATD+4917…;   < OK   > AT+CLCC  < +CLCC: 1,0,3,0,0,…  < OK   …   < VOICE CALL: BEGIN   …   < NO CARRIER
 *     dialing               ringing                                     connected                 ended
 *
 * Nothing else is written before the `OK`: a character that comes while the modem dials aborts it (SIM800 AT manual V1.09 page 30).
 */
export const dialCall =
  (modem: Modem, call: CallToMake) =>
  (channel: CommandChannel): Work<CallEvent> =>
  (leaving) => {
    const dialing = new Dialing(modem, call, channel);
    return bracket(
      of(null),
      () => dialing.run(),
      () => dialing.close(),
    )(leaving);
  };

class Dialing {
  private key: number | undefined;
  /** Whether the call may be there: it is hung up then. */
  private mayRun = false;
  private calls: Calls | undefined;
  private readonly view: Subscription;

  constructor(
    private readonly modem: Modem,
    private readonly call: CallToMake,
    private readonly channel: CommandChannel,
  ) {
    this.view = modem.state.calls.subscribe((now) => (this.calls = now));
  }

  run(): Observable<CallEvent> {
    const { number } = this.call;
    return concat(
      of<CallEvent>(Object.freeze({ kind: 'dialing', number })),
      defer(() => this.dialled()),
    );
  }

  close(): Observable<unknown> {
    this.view.unsubscribe();
    const isOver = !this.mayRun || (this.key !== undefined && !isThere(this.calls, this.key));
    return isOver ? EMPTY : this.call.dialect.hangUp(this.channel);
  }

  private dialled(): Observable<CallEvent> {
    const { dialect, number } = this.call;
    const before = new Set(this.calls?.current.map(({ key }) => key));
    this.mayRun = true;
    return this.channel.send(dialect.dial(number)).pipe(
      mergeMap(() => {
        this.key = this.calls?.current.find(
          ({ direction, key }) => direction === 'outgoing' && !before.has(key),
        )?.key;
        return this.key === undefined ? overAtOnce(this.calls, before, number) : this.followed(this.key);
      }),
      catchError((error: unknown) => this.failed(error)),
    );
  }

  private failed(error: unknown): Observable<CallEvent> {
    const cause = causeOf(error);
    this.mayRun &&= cause === undefined && !isRefusal(error);
    if (cause === undefined) return throwError(() => mayBeDone(error));
    return of<CallEvent>(Object.freeze({ kind: 'ended', number: this.call.number, cause }));
  }

  private followed(key: number): Observable<CallEvent> {
    const { dialect, number, answerWithinMs } = this.call;
    const connected = new Subject<void>();
    const events = callEvents(this.modem, this.channel, dialect, key).pipe(
      filter(({ kind }) => kind !== 'dialing'),
      tap(({ kind }) => {
        if (kind === 'connected') connected.next();
        if (kind === 'ended') this.mayRun = false;
      }),
    );
    return unanswered(events, connected, answerWithinMs, () => {
      this.mayRun = false;
      return concat(
        dialect.hangUp(this.channel).pipe(catchError(() => EMPTY)),
        of<CallEvent>(Object.freeze({ kind: 'ended', number, cause: 'no-answer' })),
      );
    });
  }
}

/** The modem has accepted the number, and the call has ended before its `OK` was read. */
const overAtOnce = (
  calls: Calls | undefined,
  before: ReadonlySet<number>,
  number: string,
): Observable<CallEvent> => {
  const last = calls?.ended.find(({ key, direction }) => direction === 'outgoing' && !before.has(key));
  return of(Object.freeze({ kind: 'ended', number, cause: last?.cause ?? 'network' }));
};

/** Goes another way where nobody has answered in time. */
const unanswered = (
  events: Observable<CallEvent>,
  connected: Observable<void>,
  withinMs: number,
  otherwise: () => Observable<CallEvent>,
): Observable<CallEvent> => {
  let isConnected = false;
  const watch = connected.pipe(
    take(1),
    tap(() => (isConnected = true)),
    ignoreElements(),
  );
  const late = timer(withinMs).pipe(mergeMap(() => (isConnected ? EMPTY : of('late' as const))));
  return merge(watch, events, late).pipe(
    takeWhile((one) => one !== 'late' && one.kind !== 'ended', true),
    mergeMap((one) => (one === 'late' ? otherwise() : of(one))),
  );
};
