import type { Observable } from 'rxjs';
import type { Token } from '../wire/token';
import type { CommandChannel } from '../../operators/commandChannel';

/** Where a message lies in the modem. */
export interface MessagePlace {
  /** `SM` the SIM, `ME` the modem, `SR` reports … as the modem spells it. */
  readonly storage: string;
  /** Some modems count from 0. */
  readonly index: number;
}

/** What a storage holds of a message, unread: its PDU is decoded by the flow. */
export interface StoredPdu {
  readonly place: MessagePlace;
  readonly status: MessageStatus;
  /** Hexadecimal digits as they came; not always well formed. */
  readonly digits: string;
  /** The number that stood beside it: octets without the service centre. */
  readonly tpduLength: number | undefined;
}

/** `stored-unsent` and `stored-sent` are the modem's own, written to be sent. */
export type MessageStatus = 'unread' | 'read' | 'stored-unsent' | 'stored-sent';

/** How full a storage is. */
export interface StorageLevel {
  readonly storage: string;
  readonly used: number;
  /** 0 if the modem does not say. */
  readonly total: number;
}

/** A message as the modem takes it. */
export interface SubmittedPdu {
  /** Hexadecimal digits, service centre in front. */
  readonly raw: string;
  /** Octets without the service centre. */
  readonly tpduLength: number;
}

/** What the modem says of new messages, on its own. */
export type MessageNews =
  /** A message or a report was stored; without an index somewhere in the storage, without a storage anywhere. */
  | {
      readonly kind: 'stored';
      readonly what: 'message' | 'report';
      readonly storage: string | undefined;
      readonly index: number | undefined;
    }
  /** A message or a report itself, which no storage keeps. */
  | {
      readonly kind: 'direct';
      readonly what: 'message' | 'report';
      readonly digits: string;
      readonly tpduLength: number;
    }
  /** A storage is full: the network keeps further messages. */
  | { readonly kind: 'full' }
  /** The message service has just become ready: what is stored can be read. */
  | { readonly kind: 'ready' };

/** How new messages are to be announced. */
export interface MessageRouting {
  /** Whether messages come at once and are not stored, instead of being stored first. */
  readonly direct: boolean;
}

/** How new messages are announced now. */
export interface MessageAnnouncement {
  /** `silent`: the modem took none of the settings, and only looking finds new messages. */
  readonly messages: 'stored' | 'direct' | 'silent';
  readonly reports: 'stored' | 'direct' | 'silent';
  /** Whether each message that comes directly has to be acknowledged (27.005 § 3.4.4). */
  readonly wantsAcknowledgement: boolean;
}

/** How a family keeps, sends and announces short messages, always as PDUs: the words; the flows are the same for all. */
export interface MessagesDialect {
  /** Sets what all the others rely on, PDUs above all. Fails with `unsupported` if the firmware has no messages. */
  readonly begin: (channel: CommandChannel) => Observable<never>;
  /** Asks for new messages to be announced. Emits how they are; what the modem refuses is no failure. */
  readonly announce: (channel: CommandChannel, routing: MessageRouting) => Observable<MessageAnnouncement>;
  /** Reads what a token says of new messages; `undefined` if it says nothing of them. */
  readonly newsOf: (token: Token) => MessageNews | undefined;
  /** Acknowledges the message that came directly last. */
  readonly acknowledge: (channel: CommandChannel) => Observable<never>;
  /** Keeps the radio link for several messages if `parts` is above 1 and the modem can; completes. */
  readonly prepareSending: (channel: CommandChannel, parts: number) => Observable<never>;
  /** Allows another route for messages (packet or circuit) after a refusal. Emits whether there is one that was not allowed before. */
  readonly widenRoute: (channel: CommandChannel) => Observable<boolean>;
  /**
   * Sends one message, and emits the number that the modem gave it: `undefined` if it did not say. If the reader leaves before the
   * modem has asked for the message, it is not sent. A failure behind that says `mayBeDone`, unless the modem refuses.
   */
  readonly submit: (channel: CommandChannel, message: SubmittedPdu) => Observable<number | undefined>;
  /** Emits the storages in which received messages and reports can lie, each once, those that may be full first. */
  readonly storages: (channel: CommandChannel) => Observable<readonly string[]>;
  /** Emits the storage in which messages are received, `undefined` if the modem does not say. */
  readonly receiving: (channel: CommandChannel) => Observable<string | undefined>;
  /** Makes a storage the one that `list`, `read` and `remove` mean. Emits how full it is. */
  readonly open: (channel: CommandChannel, storage: string) => Observable<StorageLevel>;
  /**
   * Emits all that the open storage holds, together. `keepsUnread`: what is unread stays so, where the modem can. Fails with
   * `unreadable` where the storage is not empty and nothing of it can be read.
   */
  readonly list: (
    channel: CommandChannel,
    level: StorageLevel,
    keepsUnread: boolean,
  ) => Observable<readonly StoredPdu[]>;
  /** Emits what lies in a place of the open storage; `undefined` if it is empty. */
  readonly read: (channel: CommandChannel, place: MessagePlace) => Observable<StoredPdu | undefined>;
  /** Deletes what lies in a place of the open storage; an empty one is no failure. */
  readonly remove: (channel: CommandChannel, place: MessagePlace) => Observable<never>;
}
