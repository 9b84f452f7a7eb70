import type { Pdu } from '../../pdu/pdu';

/** The states of a message, in the order of their numbers in PDU mode (27.005 § 3.1). */
export const MESSAGE_STATES = ['REC UNREAD', 'REC READ', 'STO UNSENT', 'STO SENT'] as const;

/** A message as the SIM keeps it: its PDU, which may be malformed. */
export interface StoredMessage {
  state: (typeof MESSAGE_STATES)[number];
  readonly pdu: Pdu;
}

/** Where a message was stored. */
export interface StoredPlace {
  readonly storage: string;
  readonly index: number;
}

/** A storage for messages, as `AT+CPMS` chooses one. */
export interface Storage {
  readonly used: number;
  readonly total: number;
  /** Every message with its place, in order. */
  readonly all: readonly (readonly [index: number, message: StoredMessage])[];
  at(index: number): StoredMessage | undefined;
  /** Stores a message in the first free place, or says by `undefined` that none is free. */
  add(message: StoredMessage): StoredPlace | undefined;
  remove(index: number): void;
  isPlace(index: number): boolean;
}

/** One memory: places, counted from `first`. */
export class MessageStore implements Storage {
  private readonly slots = new Map<number, StoredMessage>();

  constructor(
    private readonly name: string,
    readonly total: number,
    private readonly first = 1,
  ) {}

  get used(): number {
    return this.slots.size;
  }

  get all(): readonly (readonly [index: number, message: StoredMessage])[] {
    return [...this.slots].sort(([one], [other]) => one - other);
  }

  at(index: number): StoredMessage | undefined {
    return this.slots.get(index);
  }

  add(message: StoredMessage): StoredPlace | undefined {
    for (let index = this.first; this.isPlace(index); index += 1) {
      if (this.slots.has(index)) continue;
      this.slots.set(index, message);
      return { storage: this.name, index };
    }
    return undefined;
  }

  remove(index: number): void {
    this.slots.delete(index);
  }

  isPlace(index: number): boolean {
    return index >= this.first && index < this.first + this.total;
  }
}

/** Two memories as one: the places of the second follow those of the first (SIM800 `MT`). */
export class JoinedStores implements Storage {
  constructor(
    private readonly one: MessageStore,
    private readonly other: MessageStore,
  ) {}

  get used(): number {
    return this.one.used + this.other.used;
  }

  get total(): number {
    return this.one.total + this.other.total;
  }

  get all(): Storage['all'] {
    return [
      ...this.one.all,
      ...this.other.all.map(([index, message]) => [index + this.one.total, message] as const),
    ];
  }

  at(index: number): StoredMessage | undefined {
    return this.one.isPlace(index) ? this.one.at(index) : this.other.at(index - this.one.total);
  }

  add(message: StoredMessage): StoredPlace | undefined {
    return this.one.add(message) ?? this.other.add(message);
  }

  remove(index: number): void {
    if (this.one.isPlace(index)) this.one.remove(index);
    else this.other.remove(index - this.one.total);
  }

  isPlace(index: number): boolean {
    return this.one.isPlace(index) || this.other.isPlace(index - this.one.total);
  }
}
