import {
  catchError,
  concat,
  defer,
  EMPTY,
  from,
  ignoreElements,
  type Observable,
  of,
  takeUntil,
  tap,
  throwError,
} from 'rxjs';
import type { StoredPdu } from '../../../dialects/messagesDialect';
import { ModemError } from '../../../grammar/errors/modemError';
import { unlessLeft } from '../../../../operators/unlessLeft';
import type { Modem } from '../../../modem/modem';
import type { Deliver } from '../../../pdu/pdu';
import { isFatal } from '../announcing';
import { messagesTurn } from '../messagesOf';
import { removeTaken } from '../removeTaken';
import type { InboxEvent, InboxItem } from './inboxEvent';
import type { InboxMemory } from './inboxMemory';
import type { SettledInbox } from './inboxOptions';

/** The inbox that takes messages over. */
export interface Inbox {
  readonly modem: Modem;
  readonly options: SettledInbox;
  readonly memory: InboxMemory;
  /** Emits when the reader leaves. */
  readonly leaving: Observable<void>;
}

/** A message, and what the modem holds of it. */
export interface Handover {
  readonly item: InboxItem;
  readonly pdus: readonly Deliver[];
  readonly copies: readonly StoredPdu[];
  /** Done when it was taken over, before the memory is saved. */
  readonly taken?: () => void;
}

/**
 * Takes a message over: `into` first, then the memory, then the event, and only then the modem's copies are deleted. A crash at any
 * place gives the message once more; none loses it.
 */
export const handOver = (inbox: Inbox, { item, pdus, copies, taken }: Handover): Observable<InboxEvent> => {
  const { options, memory, leaving } = inbox;
  return concat(
    // What is left in the middle stays in the modem.
    mustSucceed(() => from(options.into(item)).pipe(ignoreElements(), takeUntil(leaving))),
    unlessLeft(leaving, () => {
      memory.give(pdus);
      taken?.();
      return concat(options.remove ? mustSucceed(() => memory.save()) : EMPTY, emitted(inbox, item, copies));
    }),
  );
};

/** What took a message over, or was to remember it, failed: that is the reader's, and no second try mends it. */
export class TakeoverFailure extends Error {
  constructor(readonly error: unknown) {
    super('a message could not be taken over');
  }
}

export const mustSucceed = <T>(work: () => Observable<T>): Observable<T> =>
  defer(work).pipe(catchError((error: unknown) => throwError(() => new TakeoverFailure(error))));

/** Deletes copies of what was given out before. */
export const removeCopies = (inbox: Inbox, copies: readonly StoredPdu[]): Observable<InboxEvent> =>
  inbox.options.remove && copies.length > 0 ? removed(inbox, copies, EMPTY) : EMPTY;

/** The event comes inside the turn that deletes: a reader who leaves at the event does not keep the copies from being deleted. */
const emitted = (inbox: Inbox, item: InboxItem, copies: readonly StoredPdu[]): Observable<InboxEvent> => {
  if (!inbox.options.remove || copies.length === 0) return of(item);
  let wasEmitted = false;
  const event = of<InboxEvent>(item).pipe(tap(() => (wasEmitted = true)));
  return removed(inbox, copies, event).pipe(
    catchError((error: unknown) =>
      concat(
        wasEmitted ? EMPTY : of<InboxEvent>(item),
        throwError(() => error),
      ),
    ),
    passing,
  );
};

/** Opens the storage of each copy and deletes it, if it is still there. What can't be deleted now is a double later. */
const removed = (
  { modem }: Inbox,
  copies: readonly StoredPdu[],
  event: Observable<InboxEvent>,
): Observable<InboxEvent> => {
  const storages = [...new Set(copies.map(({ place }) => place.storage))];
  return messagesTurn(modem, (channel, dialect) =>
    concat(
      event,
      ...storages.map((storage) =>
        concat(
          defer(() => dialect.open(channel, storage)).pipe(ignoreElements()),
          ...copies
            .filter(({ place }) => place.storage === storage)
            .map((copy) => removeTaken(channel, dialect, copy)),
        ),
      ),
    ),
  );
};

/** A failure that time may mend is emitted: the next look tries again. */
export const passing = (source: Observable<InboxEvent>): Observable<InboxEvent> =>
  source.pipe(
    catchError((error: unknown) =>
      isFatal(error) || !(error instanceof ModemError)
        ? throwError(() => error)
        : of<InboxEvent>({ kind: 'trouble', reason: error.reason }),
    ),
  );
