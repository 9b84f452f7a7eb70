import type { Observable } from 'rxjs';
import type { Command } from '../lib/grammar/command';
import type { Token } from '../lib/wire/token';
import type { Response } from './response';

/** What a dialect needs of a modem: it sends commands and emits URCs. */
export interface CommandChannel {
  /** Sends a command when subscribed to, in its turn, and gives it data when it asks for some; emits its response once. */
  readonly send: <A>(command: Command<A>, feed?: InputFeed) => Observable<Response<A>>;
  /** The tokens that no command asked for: `urc` and `unknown`. Hot. */
  readonly urcs: Observable<Token>;
  /** Writes a note into the trace: a fallback, something that can't be verified. */
  readonly note: (text: string) => void;
  /** The turn that a flow takes on a service: one object for all that wraps this channel. What dialects remember is kept by it. */
  readonly turn?: object;
  /** Whether windows of `'auto'` keep the size that they begin with, as on a port that is recorded. Missing: they adapt. */
  readonly hasSteadyWindows?: boolean;
}

/** Writes some of the data that a command promised; completes when the port has taken it. */
export type WriteInput = (bytes: Uint8Array) => Observable<never>;

/** What a feed receives. */
export interface InputRequest {
  readonly give: WriteInput;
  /** How many bytes the modem asks for, if it says so (`+FTPPUT: 2,100`). */
  readonly wanted: number | undefined;
  /** Emits when the reader leaves: the promised number of bytes must still be given, with padding. */
  readonly leaving: Observable<void>;
}

/** Gives a command its data when the modem asks for it; completes after the last byte. */
export interface InputFeed {
  (feeding: InputRequest): Observable<unknown>;
  /** True where it gives padding, as long as the data, to a reader that has left before. */
  readonly pads?: boolean;
  /** True where no modem takes the data for command lines: they may be given to one whose prompt was lost. */
  readonly isHarmless?: boolean;
}
