import type { Observable } from 'rxjs';
import type { CommandChannel } from '../../operators/commandChannel';

/** An entry of a phonebook. */
export interface PhonebookEntry {
  /** Its place. */
  readonly index: number;
  readonly number: string;
  readonly name: string;
}

/** An entry to write: to the first free place where `index` is missing. */
export type NewPhonebookEntry = Omit<PhonebookEntry, 'index'> & { readonly index?: number | undefined };

/** The places of a phonebook, both ends included. */
export interface PhonebookRange {
  readonly from: number;
  readonly to: number;
}

/** The character set that names are in now, and the one that was set before where it was changed. */
export interface PhonebookCharset {
  readonly now: string | null;
  readonly before: string | null;
  /** Why it is not UCS-2, in the modem's words. */
  readonly why?: string;
}

/** The storage that is chosen, and how many entries the modem says that it holds. */
export interface PhonebookLevel {
  readonly storage: string;
  readonly used: number | undefined;
}

/** How a family keeps phonebooks: the words; the flows are the same for all. */
export interface PhonebookDialect {
  /** Emits which storage is chosen, and how full it is. */
  readonly level: (channel: CommandChannel) => Observable<PhonebookLevel>;
  /** Chooses a storage: `SM` the SIM, `ME` the modem. */
  readonly choose: (channel: CommandChannel, storage: string) => Observable<never>;
  /** Makes names of any script readable and writable, as far as the modem can; emits once. */
  readonly prepare: (channel: CommandChannel) => Observable<PhonebookCharset>;
  /** Puts back what `prepare` changed. */
  readonly restore: (channel: CommandChannel, charset: PhonebookCharset) => Observable<never>;
  /** Emits which places the storage has. */
  readonly range: (channel: CommandChannel) => Observable<PhonebookRange>;
  /** Emits the entries of some places; empty places are passed over. Fails with `unreadable` where one is damaged twice. */
  readonly read: (
    channel: CommandChannel,
    range: PhonebookRange,
    charset: PhonebookCharset,
  ) => Observable<PhonebookEntry>;
  /** Emits the entries whose names begin with a text. Fails with `unreadable` where the answer is odd twice. */
  readonly find: (
    channel: CommandChannel,
    text: string,
    charset: PhonebookCharset,
  ) => Observable<PhonebookEntry>;
  readonly write: (
    channel: CommandChannel,
    entry: NewPhonebookEntry,
    charset: PhonebookCharset,
  ) => Observable<never>;
  readonly remove: (channel: CommandChannel, index: number) => Observable<never>;
}
