import type { Command } from '../grammar/command';
import type { Ask } from './ask';

/** What a modem tells of its supply. */
export interface Supply {
  readonly milliVolts: number;
  /** Charge, 0 to 100, where the family tells it. */
  readonly percent?: number;
  /** Whether it charges, where the family tells it. */
  readonly isCharging?: boolean;
}

/** How a family is restarted and switched off, and how it tells of its supply. */
export interface PowerDialect {
  /** Restarts it: answered by `OK`, before or after, or by nothing but the boot URCs. */
  readonly restart: Command;
  /** Switches it off; its result code is the last that it says. */
  readonly powerDown: Command;
  readonly supply: Ask<Supply>;
}
