import type { Observable } from 'rxjs';
import type { Command } from '../grammar/command';
import type { Profile } from '../dialects/profile';
import type { Token } from '../wire/token';
import type { InputFeed, CommandChannel } from '../../operators/commandChannel';
import type { Response } from '../../operators/response';
import type { Work } from '../../operators/work';
import type { Transport } from '../wire/transport';
import type { WithBearer } from './sharedBearer';
import type { StateViews } from './stateViews';
import type { TraceEntry } from './trace/traceEntry';

/** A modem that was brought up. Its port is open while somebody is subscribed to `connect` or reads one of its flows. */
export interface Modem {
  readonly profile: Profile;
  /** The way to it. */
  readonly transport: Transport;
  /**
   * Sends a command when subscribed to, in its turn, and emits its response once.
   *
   *     modem.send(signal())      > AT+CSQ      < +CSQ: 20,0      < OK      ⇒ { value: { rssi: 20, ber: 0 } }
   *
   * Left while it waits, it is never written. Left in flight, its answer is heard out and discarded before the next one is
   * written. Fails with the reasons of `frameResponse`, and `timeout`, `reset`, `closed`.
   */
  readonly send: <A>(command: Command<A>, feed?: InputFeed) => Observable<Response<A>>;
  /** A command line as it stands. Fails with `invalid-argument` where it holds a control character. */
  readonly sendRaw: (line: string) => Observable<Response>;
  /** Everything that the modem says on its own: `urc` tokens, decoded, and `unknown` ones as text. Hot, shared. */
  readonly urcs: Observable<Token>;
  /** What is known of it: views that replay their last value, fed by whatever is said, and live on through reconnections. */
  readonly state: StateViews;
  /** The conversation, secrets masked. Hot, shared. */
  readonly trace: Observable<TraceEntry>;
  /**
   * Makes one flow of work on a service of the modem (`http`, `ftp`): cold, in turn with other flows on it, told when its
   * reader leaves, failing with `reset` where the modem restarts meanwhile.
   */
  readonly exclusive: <T>(service: string, work: (channel: CommandChannel) => Work<T>) => Observable<T>;
  /**
   * Makes work on the bearer or context that services ride on: opened where it is closed, shared and counted, closed by
   * policy. `lost` fails when the network takes it away.
   */
  readonly withBearer: WithBearer;
  /** Keeps the port open while a flow is read, pauses between its tries included. */
  readonly keepOpen: <T>(flow: Observable<T>) => Observable<T>;
  /** How many flows and commands somebody waits for: replays the last count. */
  readonly pending: Observable<number>;
  /** A line that nothing explains, as people may be shown it: nothing secret is in it. */
  readonly redact: (line: string) => string;
  /** Says something in the trace. */
  readonly note: (text: string) => void;
}
