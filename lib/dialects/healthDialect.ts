import type { ClockTime } from '../grammar/clockTime';
import type { Ask } from './ask';
import type { Signal } from './modemStates';

/** The supply of a modem. */
export interface Supply {
  readonly milliVolts: number;
  /** Charge, 0 to 100, where the family reports it. */
  readonly percent?: number;
  /** Whether it charges, where the family reports it. */
  readonly isCharging?: boolean;
}

/** What a family is asked to learn how a modem is. */
export interface HealthDialect {
  readonly signal: Ask<Signal>;
  readonly supply: Ask<Supply>;
  readonly operator: Ask<string>;
  readonly clock: Ask<ClockTime>;
}
