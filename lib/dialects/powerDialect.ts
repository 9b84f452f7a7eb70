import type { Command } from '../grammar/command';

/** How a family is restarted and switched off. */
export interface PowerDialect {
  /** Restarts it: answered by `OK`, before or after, or by nothing but the boot URCs. */
  readonly restart: Command;
  /** Switches it off; its result code is the last that it says, unless `offWithinMs` is given. */
  readonly powerDown: Command;
  /** How long after the result code the modem may take to say that it is off: nothing is written meanwhile. */
  readonly offWithinMs?: number;
}
