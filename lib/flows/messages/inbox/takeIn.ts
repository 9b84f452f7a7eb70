import { concat, EMPTY, type Observable } from 'rxjs';
import { monotonicNow } from '../../../../operators/monotonicNow';
import type { StoredPdu } from '../../../dialects/messagesDialect';
import { decodePdu } from '../../../pdu/decodePdu';
import type { Deliver } from '../../../pdu/pdu';
import { malformedMessage, messageOf, type TakenPart } from '../message';
import { messageReport } from '../messageReport';
import { messageReports } from '../messageReports';
import { handOver, type Inbox, mustSucceed, removeCopies } from './handOver';
import type { InboxEvent } from './inboxEvent';
import type { HeldSet } from './partShelf';
import { partPrint } from '../partPrint';

/** What came: digits that a storage holds, or that came directly. */
export interface Incoming {
  readonly digits: string;
  readonly tpduLength: number | undefined;
  readonly stored?: StoredPdu;
}

/** Takes in one PDU: gives out the message that it makes whole, keeps a part, deletes a copy of what was given out before. */
export const takeIn = (inbox: Inbox, { digits, tpduLength, stored }: Incoming): Observable<InboxEvent> => {
  if (stored?.status.startsWith('stored-')) return EMPTY;
  const copies = stored ? [stored] : [];
  const pdu = decodePdu(digits, {
    direction: 'received',
    ...(tpduLength === undefined ? {} : { tpduLength }),
  });
  switch (pdu.kind) {
    case 'deliver':
      return takePart(inbox, pdu, stored);
    case 'status-report':
      messageReports(inbox.modem).found(messageReport(pdu, stored?.place));
      return removeCopies(inbox, copies);
    case 'malformed':
      return inbox.memory.isNew(pdu.raw)
        ? handOver(inbox, { item: malformedMessage(pdu, stored), pdus: [], copies })
        : removeCopies(inbox, copies);
    case 'submit':
      return EMPTY;
  }
};

/** Gives out a set that stays incomplete. What comes later still completes it. */
export const giveIncomplete = (inbox: Inbox, set: HeldSet): Observable<InboxEvent> => {
  const parts = [...set.parts.values()];
  // Nothing came since it was given out: it is forgotten.
  if (set.isGiven && parts.every(({ stored }) => stored === undefined)) return EMPTY;
  return handOver(inbox, {
    ...handed(set),
    taken: () => inbox.memory.shelf.keepGiven(set, monotonicNow()),
  });
};

const takePart = (inbox: Inbox, pdu: Deliver, stored: StoredPdu | undefined): Observable<InboxEvent> => {
  const { memory } = inbox;
  const copies = stored ? [stored] : [];
  if (memory.wasGiven(pdu)) return removeCopies(inbox, copies);
  if ((pdu.concat?.total ?? 1) === 1)
    return handOver(inbox, {
      item: messageOf([{ pdu, stored }], { id: partPrint(pdu) }),
      pdus: [pdu],
      copies,
    });
  const shelved = memory.shelf.put({ pdu, stored, atMs: monotonicNow() });
  switch (shelved.kind) {
    case 'same':
      return EMPTY;
    case 'double':
      return removeCopies(inbox, copies);
    case 'held':
      // No storage of the modem holds what came directly.
      return concat(replacedBy(inbox, shelved.replaced), stored ? EMPTY : mustSucceed(() => memory.save()));
    case 'whole':
      return concat(replacedBy(inbox, shelved.replaced), handOver(inbox, handed(shelved.set)));
  }
};

const replacedBy = (inbox: Inbox, set: HeldSet | undefined): Observable<InboxEvent> =>
  set && !set.isGiven ? handOver(inbox, handed(set)) : EMPTY;

/** A set as a message, and its copies in the modem. */
const handed = ({ id, parts, isGiven }: HeldSet) => {
  const taken: readonly TakenPart[] = [...parts.values()];
  const item = messageOf(taken, { id, isCompleted: isGiven });
  return {
    item,
    pdus: taken.map(({ pdu }) => pdu),
    copies: taken.flatMap(({ stored }) => (stored ? [stored] : [])),
  };
};
