import type { Observable } from 'rxjs';
import type { CommandChannel } from '../../operators/commandChannel';

/** An entry of a phonebook. */
export interface PhonebookEntry {
  /** Its place. */
  readonly index: number;
  readonly number: string;
  readonly name: string;
}

/** The places of a phonebook, both ends included. */
export interface PhonebookRange {
  readonly from: number;
  readonly to: number;
}

/** How a family keeps phonebooks: the words; the flows are the same for all. Names are letters, whatever the modem's character set. */
export interface PhonebookDialect {
  /** Emits the name of the storage that is chosen. */
  readonly storage: (channel: CommandChannel) => Observable<string>;
  /** Chooses a storage: `SM` the SIM, `ME` the modem. */
  readonly choose: (channel: CommandChannel, storage: string) => Observable<never>;
  /** Emits which places the storage has. */
  readonly range: (channel: CommandChannel) => Observable<PhonebookRange>;
  /** Makes names readable and writable in any script; emits once the value that `restore` takes. */
  readonly prepare: (channel: CommandChannel) => Observable<string | null>;
  /** Puts back what `prepare` changed. */
  readonly restore: (channel: CommandChannel, before: string | null) => Observable<never>;
  /** Emits the entries of some places; empty places are passed over. */
  readonly read: (channel: CommandChannel, range: PhonebookRange) => Observable<PhonebookEntry>;
  /** Emits the entries whose names begin with a text. */
  readonly find: (channel: CommandChannel, text: string) => Observable<PhonebookEntry>;
  /** Writes an entry, to the first free place where `index` is missing. */
  readonly write: (
    channel: CommandChannel,
    entry: Omit<PhonebookEntry, 'index'> & { readonly index?: number | undefined },
  ) => Observable<never>;
  readonly remove: (channel: CommandChannel, index: number) => Observable<never>;
}
