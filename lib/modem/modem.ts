import type { Observable } from 'rxjs';
import type { Command } from '../grammar/command';
import type { BearerDialect } from '../dialects/bearerDialect';
import type { Profile } from '../dialects/profile';
import type { Token } from '../wire/token';
import type { InputFeed, CommandChannel } from '../../operators/commandChannel';
import type { Response } from '../../operators/response';
import type { Work } from '../../operators/work';
import type { Transport } from '../wire/transport';
import type { WithBearer } from './sharedBearer';
import type { StateViews } from './stateViews';
import type { TraceEntry } from './trace/traceEntry';

/** A modem that was brought up. Its port is open while `openModem` or one of the modem's flows has a subscriber. */
export interface Modem {
  readonly profile: Profile;
  /** The way to it. */
  readonly transport: Transport;
  /**
   * Sends a command when subscribed to, in its turn, and emits its response once.
   *
   *     modem.send(signal())      > AT+CSQ      < +CSQ: 20,0      < OK      ⇒ { value: { rssi: 20, ber: 0 } }
   *
   * If its reader leaves while it waits, it is never written. If its reader leaves later, the next command waits until its
   * answer has come, which is discarded. Fails with the reasons of `frameResponse`, and `timeout`, `reset`, `closed`.
   */
  readonly send: <A>(command: Command<A>, feed?: InputFeed) => Observable<Response<A>>;
  /**
   * Sends a command line unchanged, and gives it data when it asks for some. Fails with `invalid-argument` when the line holds a
   * control character.
   */
  readonly sendRaw: (line: string, feed?: InputFeed) => Observable<Response>;
  /** The tokens that no command asked for: `urc`, decoded, and `unknown` as text. Hot, shared. */
  readonly urcs: Observable<Token>;
  /** The known states of the modem: each replays its last value, reads all answers and URCs, and survives reconnections. */
  readonly state: StateViews;
  /** The conversation, secrets masked. Hot, shared. */
  readonly trace: Observable<TraceEntry>;
  /**
   * Makes one flow of work on a service of the modem (`http`, `ftp`). It is cold, waits for its turn among the flows of that
   * service, ends in its own way after its reader has left, and fails with `reset` when the modem restarts meanwhile.
   */
  readonly exclusive: <T>(service: string, work: (channel: CommandChannel) => Work<T>) => Observable<T>;
  /**
   * Whether another flow waits for its turn on a service. Replays the last answer. Fails with `closed` when the reader of the
   * modem has left.
   */
  readonly awaited: (service: string) => Observable<boolean>;
  /**
   * Makes work on the bearer or context that services use: opened unless it is open, shared by all flows, closed by policy
   * (`bearerKeepMs`). `lost` fails when the network takes it away.
   */
  readonly withBearer: WithBearer;
  /** The same for a stack of a service's own (the IP stack under sockets), by its dialect: one account for each. */
  readonly withStack: (stack: BearerDialect) => WithBearer;
  /** Keeps the port open while a flow is read, pauses between its tries included. */
  readonly keepOpen: <T>(flow: Observable<T>) => Observable<T>;
  /** How many flows and commands are read; a flow that is kept open counts once. Replays the last number. */
  readonly pending: Observable<number>;
  /** Redacts an unexplained line for people: no secret is left in it. */
  readonly redact: (line: string) => string;
  /** Writes a note into the trace. */
  readonly note: (text: string) => void;
}
