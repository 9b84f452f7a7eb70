import type { Observable } from 'rxjs';

/** Writes some of the data that a command promised; completes when the port has taken it. */
export type Give = (bytes: Uint8Array) => Observable<never>;

/** What a feed is told. */
export interface Feeding {
  readonly give: Give;
  /** How many bytes the modem asks for, where it says so (`+FTPPUT: 2,100`). */
  readonly wanted: number | undefined;
  /** Emits when the reader leaves: what was promised must still be given, with padding. */
  readonly leaving: Observable<void>;
}

/** Gives a command its data when the modem asks for it; completes when all is given. */
export type Feed = (feeding: Feeding) => Observable<unknown>;
