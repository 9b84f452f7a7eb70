import { invalidArgument } from '../../grammar/errors/modemError';
import { JoinedStores, MessageStore, type Storage } from './messageStore';

/** An entry of a phonebook. */
export interface PhonebookEntry {
  readonly number: string;
  readonly type: number;
  readonly name: string;
}

/** Entries of phonebooks, by the name of the phonebook. */
export type GivenPhonebooks = Readonly<
  Record<string, readonly { readonly index: number; readonly number: string; readonly name?: string }[]>
>;

/** Types of numbers: with `+` in front, and without. */
const [INTERNATIONAL, UNKNOWN] = [145, 129];

/** Phonebooks by name, their entries by place: `SM` of the SIM, `ME` of the modem, `ON` the subscriber’s own numbers. */
type Phonebooks = ReadonlyMap<string, Map<number, PhonebookEntry>>;

/** Phonebooks of a new SIM: it knows its own number. */
const freshPhonebooks = (number: string): Phonebooks =>
  new Map([
    ['SM', new Map()],
    ['ME', new Map()],
    ['ON', new Map([[1, { number, type: number.startsWith('+') ? 145 : 129, name: '' }]])],
  ]);

/** What a card is made of. */
export interface CardParts {
  readonly number: string;
  /** The service centre that its messages go through. */
  readonly centre: string;
  readonly simPlaces: number;
  readonly memoryPlaces: number;
  /** The number of the first place. */
  readonly firstPlace: number;
}

/** Messages and phonebooks of a virtual modem: what the SIM and the modem’s memory keep, so it outlives a restart. */
export class Card {
  /** The service centre that its messages go through. */
  centre: string;
  readonly phonebooks: Phonebooks;
  private reference = 0;
  private joining = 0;
  private readonly stores: ReadonlyMap<string, Storage>;

  constructor({ number, centre, simPlaces, memoryPlaces, firstPlace }: CardParts) {
    this.centre = centre;
    this.phonebooks = freshPhonebooks(number);
    const sim = new MessageStore('SM', simPlaces, firstPlace);
    const memory = new MessageStore('ME', memoryPlaces, firstPlace);
    this.stores = new Map<string, Storage>([
      ['SM', sim],
      ['ME', memory],
      ['SR', new MessageStore('SR', simPlaces, firstPlace)],
      ['SM_P', sim],
      ['ME_P', memory],
      ['MT', new JoinedStores(sim, memory)],
    ]);
  }

  /** The storage of a name: SM, ME, SR for reports, one that prefers them (`SM_P`), or all (`MT`). */
  store(name: string): Storage | undefined {
    return this.stores.get(name);
  }

  /** The reference of the next message that is sent: 0 to 255, and again. */
  nextReference(): number {
    this.reference = (this.reference + 1) % 256;
    return this.reference;
  }

  /** The number that joins the parts of the next text that the modem splits. */
  nextJoining(): number {
    this.joining = (this.joining + 1) % 256;
    return this.joining;
  }

  /** Writes entries into its phonebooks. */
  fill(given: GivenPhonebooks): void {
    for (const [name, entries] of Object.entries(given)) {
      const book = this.phonebooks.get(name);
      if (!book)
        return invalidArgument(
          'phonebooks',
          `there is no phonebook ${JSON.stringify(name)}; use SM, ME or ON`,
        );
      for (const { index, number, name: of = '' } of entries)
        book.set(index, { number, type: number.startsWith('+') ? INTERNATIONAL : UNKNOWN, name: of });
    }
  }
}
