import type { Observable } from 'rxjs';
import type { Command } from '../lib/grammar/command';
import type { Token } from '../lib/wire/token';
import type { Feed } from './feed';
import type { Response } from './response';

/** What a dialect needs of a modem: to send commands and to hear URCs. */
export interface Talk {
  /** Sends a command when subscribed to, in its turn, and feeds it where it asks for data; emits its response once. */
  readonly send: <A>(command: Command<A>, feed?: Feed) => Observable<Response<A>>;
  /** Everything that the modem says on its own: `urc` and `unknown` tokens, hot. */
  readonly urcs: Observable<Token>;
  /** Says something to whoever watches the trace: a fallback, a thing that can't be verified. */
  readonly note: (text: string) => void;
}
