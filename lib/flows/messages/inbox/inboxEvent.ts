import type { StorageLevel } from '../../../dialects/messagesDialect';
import type { Reason } from '../../../grammar/errors/reason';
import type { MalformedMessage, Message, PushMessage } from '../message';
import type { MessageReport } from '../messageReport';

/** What came from the network and is taken over from the modem. */
export type InboxItem = Message | PushMessage | MalformedMessage;

/** What an inbox emits; `kind` says which event it is. */
export type InboxEvent =
  | InboxItem
  /** What became of a message that was sent. */
  | MessageReport
  /** A storage became full, or has places again. The network keeps further messages meanwhile. */
  | (StorageLevel & { readonly kind: 'memory'; readonly isFull: boolean })
  /** Something failed that is tried again by itself. */
  | { readonly kind: 'trouble'; readonly reason: Reason };
