import {
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  mergeMap,
  type Observable,
  of,
  race,
  switchMap,
  take,
  takeUntil,
  throwError,
  timer,
} from 'rxjs';
import type { MessagesDialect } from '../../../dialects/messagesDialect';
import { asMayBeDone } from '../../../grammar/errors/mayBeDone';
import { ModemError } from '../../../grammar/errors/modemError';
import type { Reason } from '../../../grammar/errors/reason';
import type { Modem } from '../../../modem/modem';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { delayOf } from '../../../../operators/retryPolicy';
import { ofPart, type PartState } from './partStates';
import type { SendEvent } from './sendEvent';
import { countSent, withinRate } from './withinRate';
import type { Outgoing } from './outgoingOf';
import { isWithoutService, refusalClass } from './sendRetry';

/** A message that is being sent. */
export interface Sending {
  readonly modem: Modem;
  readonly dialect: MessagesDialect;
  readonly outgoing: Outgoing;
  readonly parts: readonly PartState[];
}

const waitingIn = ({ parts }: Sending): readonly PartState[] =>
  parts.filter(({ state }) => state === 'waiting');

/**
 * Sends the parts that wait, in one turn of the outbox; after a passing failure the turn is given up, and taken again behind a pause.
 * Emits what happens to each part.
 */
export const sendParts = (sending: Sending): Observable<SendEvent> =>
  defer(() => {
    const waiting = waitingIn(sending);
    if (waiting.length === 0) return EMPTY;
    const { modem, dialect } = sending;
    return modem
      .exclusive(
        'outbox',
        (channel) => (leaving) =>
          concat(
            dialect.begin(channel).pipe(ignoreElements()),
            dialect.prepareSending(channel, waiting.length).pipe(ignoreElements()),
            ...waiting.map((part) => sendPart(sending, part, channel)),
          ).pipe(takeUntil(leaving)),
      )
      .pipe(catchError((error: unknown) => comeback(sending, error)));
  });

/** Fails if it is not known of a part whether it was sent. */
export const unsure = ({ parts }: Sending): Observable<never> => {
  const reason = parts.find((part) => part.reason !== undefined)?.reason;
  return reason ? throwError(() => new ModemError(reason)) : EMPTY;
};

const sendPart = (
  { modem, dialect, outgoing: { maxPerMinute } }: Sending,
  part: PartState,
  channel: CommandChannel,
): Observable<SendEvent> =>
  concat(
    withinRate(modem, maxPerMinute),
    defer(() => dialect.submit(channel, part.pdu)).pipe(
      mergeMap((reference) => sent(modem, part, reference)),
      catchError((error: unknown) => {
        if (!(error instanceof ModemError)) return throwError(() => error);
        const kind = refusalClass(error.reason);
        if (kind === 'sent') return sent(modem, part, undefined);
        return kind === 'unknown' ? unknown(modem, part, error.reason) : throwError(() => error);
      }),
    ),
  );

const sent = (modem: Modem, part: PartState, reference: number | undefined): Observable<SendEvent> => {
  countSent(modem);
  part.state = 'sent';
  part.reference = reference;
  return of(Object.freeze({ kind: 'sent', ...ofPart(part), reference }));
};

const unknown = (modem: Modem, part: PartState, failure: Reason): Observable<SendEvent> => {
  countSent(modem);
  const reason: Reason = { ...failure, mayBeDone: true };
  part.state = 'unknown';
  part.reason = reason;
  return of(Object.freeze({ kind: 'unknown', ...ofPart(part), reason }));
};

/** Goes on behind a failure that left a part surely unsent, or fails. */
const comeback = (sending: Sending, error: unknown): Observable<SendEvent> => {
  const [part] = waitingIn(sending);
  if (!(error instanceof ModemError) || !part) return throwError(() => error);
  const { reason } = error;
  const { attempts, delay, when } = sending.outgoing.retry;
  part.failures += 1;
  const isOnce = refusalClass(reason) === 'once' && part.failures === 1;
  if (isOnce) return concat(otherwise(sending, part, reason), sendParts(sending));
  if (part.failures >= attempts || !(when?.(reason) ?? false)) return failed(sending, part, error);
  const pauseMs = delayOf(delay, part.failures, reason);
  return concat(
    of<SendEvent>(Object.freeze({ kind: 'waiting', ...ofPart(part), reason, pauseMs })),
    pause(sending, reason, pauseMs),
    sendParts(sending),
  );
};

/** What is changed before the one other try: another route, or a message without its validity. */
const otherwise = (
  { modem, dialect, outgoing }: Sending,
  part: PartState,
  reason: Reason,
): Observable<never> => {
  const code = reason.kind === 'cms' ? reason.code : undefined;
  if (code !== undefined && VALIDITY_CODES.has(code)) {
    part.pdu = outgoing.withoutValidity()[part.part - 1] ?? part.pdu;
    return EMPTY;
  }
  return concat(
    modem.exclusive('outbox', (channel) => (leaving) => dialect.widenRoute(channel).pipe(takeUntil(leaving))),
    timer(ONCE_MS),
  ).pipe(ignoreElements());
};

/** The centre knows no validity, or not this one. */
const VALIDITY_CODES: ReadonlySet<number> = new Set([198, 199]);
const ONCE_MS = 2_000;
/** How long a registration is awaited before the next try is made all the same. */
const REGISTRATION_MS = 600_000;

/** A modem that says that it is not registered is waited for. */
const pause = ({ modem }: Sending, reason: Reason, pauseMs: number): Observable<never> => {
  const registered = modem.state.registration.pipe(
    filter(({ isRegistered }) => isRegistered),
    take(1),
  );
  return timer(pauseMs).pipe(
    switchMap(() => (isWithoutService(reason) ? race(registered, timer(REGISTRATION_MS)) : EMPTY)),
    ignoreElements(),
  );
};

/** A message of which a part may have gone says so, whatever it fails with. */
const failed = ({ parts }: Sending, part: PartState, error: ModemError): Observable<SendEvent> => {
  part.state = 'over';
  const { reason } = error;
  const isUnsure = parts.some((other) => other.reason !== undefined);
  return concat(
    of<SendEvent>(Object.freeze({ kind: 'failed', ...ofPart(part), reference: undefined, reason })),
    throwError(() => (isUnsure ? asMayBeDone(error) : error)),
  );
};
