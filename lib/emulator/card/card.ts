import { Subject } from 'rxjs';
import type { MessageContent } from './messagePdu';
import { MessageStore } from './messageStore';

/** An entry of a phonebook. */
export interface PhonebookEntry {
  readonly number: string;
  readonly type: number;
  readonly name: string;
}

/** Phonebooks by name, their entries by place: `SM` of the SIM, `ME` of the modem, `ON` the subscriber’s own numbers. */
type Phonebooks = ReadonlyMap<string, Map<number, PhonebookEntry>>;

/** Phonebooks of a new SIM: it knows its own number. */
const freshPhonebooks = (): Phonebooks =>
  new Map([
    ['SM', new Map()],
    ['ME', new Map()],
    ['ON', new Map([[1, { number: '+8613900000000', type: 145, name: '' }]])],
  ]);

/** Messages and phonebooks of a virtual modem: what the SIM and the modem’s memory keep, so it outlives a restart. */
export class Card {
  /** The service centre that they go through. */
  centre = '+8613800100500';
  readonly phonebooks: Phonebooks = freshPhonebooks();
  /** Messages that the network took. */
  readonly sent = new Subject<MessageContent>();
  /** The reference of the message that was sent last. */
  lastReference = 0;
  private readonly stores = new Map([
    ['SM', new MessageStore()],
    ['ME', new MessageStore()],
  ]);

  /** The store of a name: SM, ME, or one that prefers them (`SM_P`; `MT` is all, and begins with the SIM). */
  store(name: string): MessageStore | undefined {
    return this.stores.get(name === 'MT' ? 'SM' : name.replace(/_P$/, ''));
  }

  /** The reference of the next message that is sent: 0 to 255, and again. */
  nextReference(): number {
    this.lastReference = (this.lastReference + 1) % 256;
    return this.lastReference;
  }
}
