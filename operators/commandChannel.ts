import type { Observable } from 'rxjs';
import type { Command } from '../lib/grammar/command';
import type { Token } from '../lib/wire/token';
import type { Response } from './response';

/** What a dialect needs of a modem: to send commands and to hear URCs. */
export interface CommandChannel {
  /** Sends a command when subscribed to, in its turn, and feeds it where it asks for data; emits its response once. */
  readonly send: <A>(command: Command<A>, feed?: InputFeed) => Observable<Response<A>>;
  /** Everything that the modem says on its own: `urc` and `unknown` tokens, hot. */
  readonly urcs: Observable<Token>;
  /** Says something to whoever watches the trace: a fallback, a thing that can't be verified. */
  readonly note: (text: string) => void;
}

/** Writes some of the data that a command promised; completes when the port has taken it. */
export type WriteInput = (bytes: Uint8Array) => Observable<never>;

/** What a feed is told. */
export interface InputRequest {
  readonly give: WriteInput;
  /** How many bytes the modem asks for, where it says so (`+FTPPUT: 2,100`). */
  readonly wanted: number | undefined;
  /** Emits when the reader leaves: what was promised must still be given, with padding. */
  readonly leaving: Observable<void>;
}

/** Gives a command its data when the modem asks for it; completes when all is given. */
export type InputFeed = (feeding: InputRequest) => Observable<unknown>;
