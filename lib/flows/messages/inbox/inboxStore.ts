import type { ObservableInput } from 'rxjs';

/** A part of an unfinished message that the host keeps. */
export interface KeptPart {
  /** Its PDU in hexadecimal digits. */
  readonly pdu: string;
  /** When it came, in milliseconds of system time (`Date.now()`): another process may read it. */
  readonly atMs: number;
}

/** What an inbox remembers: plain data, as JSON takes it. It holds texts and numbers of people. */
export interface InboxRecord {
  readonly version: 1;
  /** Parts of unfinished messages. */
  readonly unfinished: readonly {
    readonly id: string;
    readonly isGiven: boolean;
    readonly parts: readonly KeptPart[];
  }[];
  /** Prints of the parts that were given out last, the oldest first: hashes that hold no text. */
  readonly given: readonly string[];
}

/**
 * Where an inbox keeps what it remembers, so that a restart of the host gives no message twice, and loses no part that the modem has
 * no place for.
 *
 *     const store: InboxStore = {
 *       load: () => readJson('inbox.json'),                  // undefined the first time
 *       save: (record) => writeJson('inbox.json', record),   // durable when it completes
 *     };
 */
export interface InboxStore {
  /** Emits what was saved last; `undefined`, or nothing, the first time. */
  readonly load: () => ObservableInput<InboxRecord | undefined>;
  /** Replaces what was saved. Completes when it is durable: only then is the modem's copy deleted. */
  readonly save: (record: InboxRecord) => ObservableInput<unknown>;
}
