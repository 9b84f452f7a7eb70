import type { MessageContent } from './messagePdu';

/** The states of a message, in the order of their numbers in PDU mode (27.005 § 3.1). */
export const MESSAGE_STATES = ['REC UNREAD', 'REC READ', 'STO UNSENT', 'STO SENT'] as const;

/** A message as the SIM keeps it. */
export interface StoredMessage extends MessageContent {
  state: (typeof MESSAGE_STATES)[number];
  /** When it arrived; missing for one that was written here. */
  readonly time?: string;
  /** In hexadecimal digits, service centre in front. */
  readonly pdu: string;
}

/** Where messages are kept: slots, counted from 1. */
export class MessageStore {
  readonly total = 50;
  private readonly slots = new Map<number, StoredMessage>();

  get used(): number {
    return this.slots.size;
  }

  /** Every message with its place, in order. */
  get all(): readonly (readonly [index: number, message: StoredMessage])[] {
    return [...this.slots].sort(([one], [other]) => one - other);
  }

  at(index: number): StoredMessage | undefined {
    return this.slots.get(index);
  }

  /** Stores a message in the first free slot and returns its index, or `undefined` if the store is full. */
  add(message: StoredMessage): number | undefined {
    for (let index = 1; index <= this.total; index += 1) {
      if (this.slots.has(index)) continue;
      this.slots.set(index, message);
      return index;
    }
    return undefined;
  }

  remove(index: number): void {
    this.slots.delete(index);
  }

  isPlace(index: number): boolean {
    return index >= 1 && index <= this.total;
  }
}
