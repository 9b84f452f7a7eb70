import type { CommandChannel } from '../../operators/commandChannel';
import type { Observable } from 'rxjs';
import type { Command } from '../grammar/command';
import type { UrcDefinition } from '../grammar/urc';

/** A DTMF key as the modem reports it, and how long it was pressed where the modem measures that. */
export interface ReceivedTone {
  readonly key: string;
  readonly lastedMs?: number | undefined;
}

/** How a family makes and takes calls: the words; the flows and the state of calls are the same for all. */
export interface CallsDialect {
  /** Dials a number for a voice call. */
  readonly dial: (number: string) => Command;
  readonly answer: Command;
  /** Holds the active call and takes the one that waits. */
  readonly takeWaiting: Command;
  /** Refuses the call that waits. */
  readonly refuseWaiting: Command;
  /** Ends or refuses the current call; completes when the modem has accepted it. */
  readonly hangUp: (channel: CommandChannel) => Observable<never>;
  /** Lists the calls: the state `calls` reads the answer. */
  readonly list: Command<unknown>;
  /** Makes the modem report what the flows read: who calls, for example. What a modem refuses is left out. */
  readonly reports: readonly Command<unknown>[];
  /** Sends one DTMF key in a call. */
  readonly sendTone: (key: string) => Command;
  /** Makes the modem report the keys that the other side presses; missing where it does so by itself. */
  readonly reportTones?: Command;
  /** The URCs that report such keys. */
  readonly tones: readonly UrcDefinition<ReceivedTone>[];
}
