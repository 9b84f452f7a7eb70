import type { MessagePlace, MessageStatus, StoredPdu } from '../../dialects/messagesDialect';
import type { MessageClass, MessageWaiting } from '../../pdu/dataCoding';
import type { Deliver, Malformed, Submit } from '../../pdu/pdu';
import { userData } from '../../pdu/userData';
import type { Ports } from '../../pdu/userDataHeader';
import type { MessageReport } from './messageReport';
import { pushOf, type PushContent } from './pushContent';

/** What a message says. Exactly one of `text` and `data`. */
interface Said {
  readonly text: string | undefined;
  readonly data: Uint8Array | undefined;
  /** 0 flash, 1 the modem's memory, 2 the SIM's, 3 the equipment behind the modem. */
  readonly class: MessageClass | undefined;
  /** The application ports that it is for. */
  readonly ports: Ports | undefined;
  /** How many parts it has. */
  readonly parts: number;
  /** The numbers of the parts that did not come; their text is left out of `text`. */
  readonly missing: readonly number[];
  /** Where its parts lie in the modem; empty for a message that came directly. */
  readonly places: readonly MessagePlace[];
  readonly status: MessageStatus;
}

/** A message that came, its parts joined. */
export interface Message extends Said {
  readonly kind: 'message';
  /** The same for the same message, also after a restart and when it is completed later. */
  readonly id: string;
  /** A number, with `+` if it is international, or a name. */
  readonly from: string;
  /** When the service centre took its first part; ISO 8601 with the zone of the centre. `undefined` if it does not say. */
  readonly sentAt: string | undefined;
  /** Something waits for the owner of the number: voice mail, fax … */
  readonly waiting: MessageWaiting | undefined;
  /** Type 0: it is not meant to be shown. */
  readonly isSilent: boolean;
  /** True if it was given out before, with parts missing. */
  readonly isCompleted: boolean;
  /** Its parts as they came. */
  readonly pdus: readonly Deliver[];
}

/** A push of an application server: mostly that a multimedia message waits. */
export interface PushMessage extends Omit<Message, 'kind'> {
  readonly kind: 'push';
  readonly push: PushContent;
}

/** An outgoing message that is stored in the modem. */
export interface OwnMessage extends Said {
  readonly kind: 'own';
  readonly to: string;
  readonly pdus: readonly Submit[];
}

/** A message that could not be read. Its digits are kept. */
export interface MalformedMessage extends Pick<Malformed, 'raw' | 'field' | 'problem' | 'atOctet'> {
  readonly kind: 'malformed';
  readonly places: readonly MessagePlace[];
  readonly status: MessageStatus;
}

/** What lies in the modem, or came from the network. */
export type StoredMessage = Message | PushMessage | OwnMessage | MalformedMessage | MessageReport;

/** A part and where it lies. */
export interface TakenPart {
  readonly pdu: Deliver;
  /** Missing for a part that came directly, or that the host keeps. */
  readonly stored: StoredPdu | undefined;
}

/** Joins the parts of a message, which may be incomplete. */
export const messageOf = (
  parts: readonly TakenPart[],
  { id, isCompleted = false }: { readonly id: string; readonly isCompleted?: boolean },
): Message | PushMessage => {
  const pdus = parts.map(({ pdu }) => pdu).toSorted((one, other) => numberOf(one) - numberOf(other));
  const [first] = pdus as [Deliver, ...Deliver[]];
  const message = {
    id,
    from: first.from.number,
    sentAt: first.sentAt?.at,
    waiting: first.coding.waiting,
    isSilent: first.isSilent,
    isCompleted,
    ...saidBy(
      pdus,
      parts.flatMap(({ stored }) => (stored ? [stored] : [])),
    ),
    pdus,
  };
  const push = pushOf(message);
  return push
    ? Object.freeze({ kind: 'push', ...message, push })
    : Object.freeze({ kind: 'message', ...message });
};

/** Joins the parts of an outgoing message. */
export const ownMessageOf = (pdus: readonly Submit[], stored: readonly StoredPdu[]): OwnMessage =>
  Object.freeze({
    kind: 'own',
    to: pdus[0]?.to.number ?? '',
    ...saidBy(pdus, stored),
    pdus,
  });

/** What could not be read, with its place. */
export const malformedMessage = (
  { raw, field, problem, atOctet }: Malformed,
  stored?: StoredPdu,
): MalformedMessage =>
  Object.freeze({
    kind: 'malformed',
    raw,
    field,
    problem,
    atOctet,
    places: stored ? [stored.place] : [],
    status: stored?.status ?? 'unread',
  });

const numberOf = ({ concat }: Deliver | Submit): number => concat?.part ?? 1;

const saidBy = (pdus: readonly (Deliver | Submit)[], stored: readonly StoredPdu[]): Said => {
  const [first] = pdus as [Deliver | Submit, ...(Deliver | Submit)[]];
  const parts = first.concat?.total ?? 1;
  const present = new Set(pdus.map(numberOf));
  return {
    ...userData.join(pdus),
    class: first.coding.class,
    ports: first.ports,
    parts,
    missing: Array.from({ length: parts }, (_, at) => at + 1).filter((part) => !present.has(part)),
    places: stored.map(({ place }) => place),
    status: (stored.find(({ status }) => status === 'unread') ?? stored[0])?.status ?? 'unread',
  };
};
