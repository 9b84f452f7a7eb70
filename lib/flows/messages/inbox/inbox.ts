import {
  catchError,
  concat,
  concatMap,
  defer,
  EMPTY,
  merge,
  mergeMap,
  type Observable,
  of,
  Subject,
  takeUntil,
  tap,
  throwError,
} from 'rxjs';
import { monotonicNow } from '../../../../operators/monotonicNow';
import type { MessageAnnouncement, StoredPdu } from '../../../dialects/messagesDialect';
import type { Modem } from '../../../modem/modem';
import { graceful } from '../../../../operators/graceful';
import { unlessLeft } from '../../../../operators/unlessLeft';
import { lookAtAll, lookAtPlace, type StorageFound } from '../lookAtAll';
import { messageReports } from '../messageReports';
import { messagesTurn } from '../messagesOf';
import { FullStorages } from './fullStorages';
import { type Inbox, passing, TakeoverFailure } from './handOver';
import type { InboxEvent } from './inboxEvent';
import { InboxMemory } from './inboxMemory';
import { type InboxOptions, settledInbox } from './inboxOptions';
import { inboxTriggers, type Trigger } from './inboxTriggers';
import { giveIncomplete, takeIn } from './takeIn';

/**
 * Receives messages: first those that the modem holds, in every storage, then those that come; long ones joined.
 *
 *     sms.inbox(modem, { into: (message) => store(message) })
 *     modem     CMGL … CMGD          +CMTI: "SM",3   CMGR CMGD       restart   CMGF CNMI CMGL
 *     events    --------m--m---------------------------m--------------------------------------
 *
 * A message is deleted from the modem only after `into` has completed: each is given out at least once, none is lost. Doubles are
 * left out, by sender, time and content. Parts wait for each other in the modem; a message whose parts do not come is given out with
 * `missing` after `partialAfterMs`. What came while the port was away, or the modem was full, is found. Settings that a restart
 * forgets are set again.
 *
 * It does not complete by itself. What time may mend is an event (`trouble`); it fails with `unsupported`, with `closed` when the
 * connection is not made again, and as `into` and the store do. Unsubscribing finishes the deletion that is under way.
 */
export const inbox = (modem: Modem, options: InboxOptions = {}): Observable<InboxEvent> =>
  defer(() => {
    const settled = settledInbox(options);
    return modem.keepOpen(
      graceful((leaving) =>
        InboxMemory.of(settled.store).pipe(
          mergeMap((memory) => new RunningInbox({ modem, options: settled, memory, leaving }).events()),
          catchError((error: unknown) =>
            throwError(() => (error instanceof TakeoverFailure ? error.error : error)),
          ),
        ),
      ),
    );
  });

/** How long after a failed look the storages are looked at again. */
const AGAIN_MS = 10_000;
/** A storage that was full takes what the network kept back. */
const REFILLED_MS = 2_000;

/** One inbox while it is read. */
class RunningInbox {
  private readonly again = new Subject<number>();
  private readonly storages: FullStorages;
  private announcement: MessageAnnouncement | undefined;
  private isAllQueued = false;
  private hasLooked = false;

  constructor(private readonly inbox: Inbox) {
    this.storages = new FullStorages(inbox);
  }

  events(): Observable<InboxEvent> {
    const { modem, options, leaving } = this.inbox;
    const triggers = inboxTriggers(modem, options, this.again, (announcement) => {
      this.announcement = announcement;
    });
    return merge(
      messageReports(modem).all.pipe(takeUntil(leaving)),
      triggers.pipe(
        // eslint-disable-next-line rxjs-x/no-unsafe-takeuntil -- what has begun ends in its own way
        takeUntil(leaving),
        mergeMap((trigger) => this.queued(trigger)),
        concatMap((trigger) => unlessLeft(leaving, () => this.handle(trigger))),
      ),
    );
  }

  /** One look at everything is enough for all that ask for one while it waits. */
  private queued(trigger: Trigger): Observable<Trigger> {
    if (trigger.look !== 'all') return of(trigger);
    if (this.isAllQueued) return EMPTY;
    this.isAllQueued = true;
    return of(trigger);
  }

  private handle(trigger: Trigger): Observable<InboxEvent> {
    const work = this.workOf(trigger).pipe(passing);
    return work.pipe(
      tap((event) => {
        if (event.kind === 'trouble' && trigger.look !== 'trouble') this.again.next(AGAIN_MS);
      }),
    );
  }

  private workOf(trigger: Trigger): Observable<InboxEvent> {
    const { modem, options } = this.inbox;
    switch (trigger.look) {
      case 'all':
        this.isAllQueued = false;
        return lookAtAll(modem, !options.remove).pipe(
          mergeMap(({ found, lost }) =>
            concat(this.taken(found), ...lost.map((error) => throwError(() => error))),
          ),
        );
      case 'place':
        return lookAtPlace(modem, trigger.place).pipe(mergeMap((found) => this.takenFrom(found)));
      case 'direct':
        return concat(takeIn(this.inbox, trigger), this.acknowledged());
      case 'shelf':
        return this.overdue();
      case 'trouble':
        return of({ kind: 'trouble', reason: trigger.reason });
    }
  }

  /** What is in the storages at the start may be none of this inbox's business. */
  private taken(found: readonly StorageFound[]): Observable<InboxEvent> {
    const { memory, options } = this.inbox;
    const isFirst = !this.hasLooked;
    this.hasLooked = true;
    if (isFirst && !options.stored) for (const { entries } of found) memory.ignore(entries);
    return concat(...found.map((one) => this.takenFrom(one)));
  }

  /** Takes what was found, and makes room where there is little: some modems do not say that a storage is full. */
  private takenFrom({ level, entries }: StorageFound): Observable<InboxEvent> {
    return concat(
      this.storages.seen(level),
      ...entries.map((stored) => this.takeStored(stored)),
      defer(() => this.storages.makeRoom(level)),
      defer(() => this.refilled(level)),
    );
  }

  private refilled({ used, total }: StorageFound['level']): Observable<never> {
    if (total > 0 && used >= total && this.inbox.options.remove) this.again.next(REFILLED_MS);
    return EMPTY;
  }

  private takeStored(stored: StoredPdu): Observable<InboxEvent> {
    const { leaving, memory } = this.inbox;
    const { digits, tpduLength } = stored;
    return unlessLeft(leaving, () =>
      memory.isIgnored(stored) ? EMPTY : takeIn(this.inbox, { digits, tpduLength, stored }),
    );
  }

  private overdue(): Observable<InboxEvent> {
    const { memory, options, leaving } = this.inbox;
    const sets = memory.shelf.overdue(monotonicNow() - options.partialAfterMs);
    return concat(...sets.map((set) => unlessLeft(leaving, () => giveIncomplete(this.inbox, set))));
  }

  private acknowledged(): Observable<never> {
    if (!this.announcement?.wantsAcknowledgement) return EMPTY;
    return messagesTurn(this.inbox.modem, (channel, dialect) => dialect.acknowledge(channel));
  }
}
