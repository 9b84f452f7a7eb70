import type { StoredPdu } from '../../dialects/messagesDialect';
import { decodeStored } from '../../pdu/decodeStored';
import type { Deliver, Pdu, Submit } from '../../pdu/pdu';
import { partPrint } from './partPrint';
import { malformedMessage, messageOf, ownMessageOf, type StoredMessage } from './message';
import { messageReport } from './messageReport';

type Stored<P> = { readonly pdu: P; readonly stored: StoredPdu };

/**
 * Joins what storages hold to messages, the oldest first. Parts that lie twice count once, all their places are named; what is
 * incomplete names what is `missing`.
 */
export const joinStored = (entries: readonly StoredPdu[]): readonly StoredMessage[] => {
  const groups = new Map<string, Stored<Pdu>[]>();
  for (const [at, stored] of entries.entries()) {
    const pdu = decodeStored(stored);
    const key = groupOf(pdu) ?? `alone ${at}`;
    groups.set(key, [...(groups.get(key) ?? []), { pdu, stored }]);
  }
  return [...groups.values()].map(joined).toSorted((one, other) => momentOf(one) - momentOf(other));
};

/** Parts of one message; `undefined` for what stands alone. */
const groupOf = (pdu: Pdu): string | undefined => {
  if (pdu.kind !== 'deliver' && pdu.kind !== 'submit') return undefined;
  const { concat } = pdu;
  if (!concat || concat.total === 1) return undefined;
  const party = pdu.kind === 'deliver' ? pdu.from : pdu.to;
  return [pdu.kind, party.type, party.number, concat.bits, concat.reference, concat.total].join('|');
};

const joined = (group: readonly Stored<Pdu>[]): StoredMessage => {
  const [first] = group as [Stored<Pdu>, ...Stored<Pdu>[]];
  const { pdu, stored } = first;
  switch (pdu.kind) {
    case 'deliver':
      return messageOf(oncePart(group as readonly Stored<Deliver>[]), { id: partPrint(pdu) });
    case 'submit': {
      const parts = oncePart(group as readonly Stored<Submit>[]);
      const inOrder = parts.toSorted((one, other) => numberOf(one.pdu) - numberOf(other.pdu));
      return ownMessageOf(
        inOrder.map((part) => part.pdu),
        inOrder.map((part) => part.stored),
      );
    }
    case 'status-report':
      return messageReport(pdu, stored.place);
    case 'malformed':
      return malformedMessage(pdu, stored);
  }
};

const numberOf = ({ concat }: Deliver | Submit): number => concat?.part ?? 1;

const oncePart = <P extends Deliver | Submit>(group: readonly Stored<P>[]): readonly Stored<P>[] => [
  ...new Map(group.map((one) => [numberOf(one.pdu), one])).values(),
];

/** What has no time stands first. */
const momentOf = (message: StoredMessage): number => {
  if (message.kind === 'message' || message.kind === 'push') return message.pdus[0]?.sentAt?.epochMs ?? 0;
  return message.kind === 'report' && message.at !== undefined ? Date.parse(message.at) : 0;
};
