import type { Observable } from 'rxjs';
import type { CommandChannel } from '../../operators/commandChannel';
import type { ClockTime } from '../grammar/clockTime';
import type { Command } from '../grammar/command';
import type { Ask } from './ask';

/** A question to a time server (NTP), and what the clock shows then. */
export interface NtpRequest {
  readonly host: string;
  /** The zone that the clock gets: local time ahead of UTC, a multiple of 15 minutes. */
  readonly offsetMinutes: number;
}

/** How a family takes the time that the network sends (NITZ). */
export interface NetworkTimeDialect {
  /** Whether the modem sets its clock by it; `null` where it does not say. */
  readonly isOn: Ask<boolean>;
  /** The setting, for people: `AT+CLTS=1`. */
  readonly setting: string;
  /** Switches it on for good; a restart follows. */
  readonly switchOn: readonly Command[];
  /** The time of the network that the modem keeps besides its clock. Missing where it keeps none. */
  readonly last?: Ask<ClockTime>;
}

/** How a family tells the time: the words; the flows are the same for all. */
export interface ClockDialect {
  /** What the clock shows, whether it was set or not. */
  readonly read: Ask<ClockTime>;
  readonly network: NetworkTimeDialect;
  /**
   * Sets the clock by a time server; completes when it is set. Missing where the family can't. Fails with `socket`, `timeout` and
   * `network` as the modem's code says.
   */
  readonly ntp?: (channel: CommandChannel, request: NtpRequest) => Observable<never>;
}
